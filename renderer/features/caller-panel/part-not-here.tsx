import type { PartState } from '#shared/caller/contract.ts';
import { lookUpAgain } from '#renderer/commands/caller-commands.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { ErrorNote, Skeleton } from '#renderer/ui/states.tsx';

/** A part of the panel that is not here yet, or could not be read: said, so that nobody takes it for empty. */
export function PartNotHere({ part, title }: { readonly part: PartState; readonly title: string }) {
  if (part === 'looking')
    return (
      <div className="card padded">
        <Skeleton lines={3} />
      </div>
    );
  return <ErrorNote title={title} action={<CommandButton command={lookUpAgain} withIcon />} />;
}
