import { Icon } from '#renderer/ui/icon.tsx';

/** What is in use now, and that the fields below may be filled in first. */
export const ModeNote = ({ children }: { readonly children: string }) => (
  <p className="well row top">
    <Icon name="info" size="s" />
    {children}
  </p>
);
