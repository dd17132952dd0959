import { iconPaths, type IconName } from './icon-names.ts';

interface IconProps {
  readonly name: IconName;
  /** `s` in buttons and lines of text, `l` in empty states. */
  readonly size?: 's' | 'm' | 'l';
  readonly turning?: boolean;
}

/** A picture beside its word: always decoration, never the only bearer of a meaning, so hidden from a screen reader. */
export function Icon({ name, size = 'm', turning = false }: IconProps) {
  const sizeClass = size === 'm' ? '' : ` icon-${size}`;
  return (
    <svg className={`icon${sizeClass}${turning ? ' turning' : ''}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={iconPaths[name]} />
    </svg>
  );
}
