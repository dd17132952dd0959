import { Skeleton } from '#renderer/ui/states.tsx';

export function FloorView() {
  return <Skeleton lines={8} />;
}
