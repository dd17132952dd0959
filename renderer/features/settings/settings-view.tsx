import { Skeleton } from '#renderer/ui/states.tsx';

export function SettingsView() {
  return <Skeleton lines={8} />;
}
