import { Skeleton } from '#renderer/ui/states.tsx';

export function TrainingView() {
  return <Skeleton lines={8} />;
}
