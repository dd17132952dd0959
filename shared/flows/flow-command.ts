import { careFlagIds, type CareFlag } from '#shared/care/care-flag-ids.ts';
import { isPlaybookId } from '#shared/guidance/playbook-id.ts';

/** Commands of the desk that a flow may put beside a step; the window has one for each. `control.hold`: the chosen card. */
export const plainFlowCommandIds = [
  'caller.verify',
  'caller.speaker',
  'caller.flags',
  'caller.lookUpAgain',
  'call.text',
  'call.sendText',
  'control.hold',
] as const;
export type PlainFlowCommand = (typeof plainFlowCommandIds)[number];

/** One of the plain ones, a care flag to set (`caller.setFlag:hardship`), or a playbook to open (`guidance.choose:refund-agent`). */
export type FlowCommand =
  | { readonly kind: 'plain'; readonly id: PlainFlowCommand }
  | { readonly kind: 'setFlag'; readonly flag: CareFlag }
  | { readonly kind: 'playbook'; readonly playbookId: string };

/** What a file says, understood; null when it is no command of the desk. */
export function flowCommandOf(written: string): FlowCommand | null {
  const [name = '', target] = written.split(':');
  if (target === undefined) {
    const id = plainFlowCommandIds.find((one) => one === name);
    return id === undefined ? null : { kind: 'plain', id };
  }
  if (name === 'caller.setFlag') {
    const flag = careFlagIds.find((one) => one === target);
    return flag === undefined ? null : { kind: 'setFlag', flag };
  }
  if (name !== 'guidance.choose' || !isPlaybookId(target)) return null;
  return { kind: 'playbook', playbookId: target };
}
