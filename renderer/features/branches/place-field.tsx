import type { Place } from '#shared/branches/branch.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

interface PlaceFieldProps {
  readonly places: readonly Place[];
  readonly value: string;
  readonly onChange: (placeId: string) => void;
}

/** Where the caller is: the system's own list, by city; the distance is counted from there. */
export function PlaceField({ places, value, onChange }: PlaceFieldProps) {
  const { t, pick } = useI18n();
  const branches = useTopic('branches/library', (state) => state?.branches) ?? [];
  const cities = [...new Set(places.map(({ city }) => city))];
  const nameOf = (cityId: string): string => {
    const branch = branches.find((one) => one.cityId === cityId);
    return branch ? pick(branch.city) : cityId;
  };
  return (
    <div className="field">
      <select
        aria-label={t('branches.from')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{t('branches.noPlace')}</option>
        {cities.map((city) => (
          <optgroup key={city} label={nameOf(city)}>
            {places
              .filter((place) => place.city === city)
              .map((place) => (
                <option key={place.id} value={place.id}>
                  {t('branches.near', { place: pick(place.name) })}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      <Icon name="down" size="s" />
    </div>
  );
}
