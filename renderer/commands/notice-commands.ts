import type { DeskCommand } from './command.ts';

/** Alt P: today's notices; those that wait for a confirmation first. */
export const readNotices: DeskCommand = {
  id: 'notices.read',
  group: 'go',
  icon: 'bell',
  shortcut: 'Alt+P',
  label: () => ({ key: 'notices.read' }),
  isEnabled: (state) => (state.notices?.notices.length ?? 0) > 0,
  run: (desk) => desk.setView({ overlay: { kind: 'notices' } }),
};

export const noticeCommands: readonly DeskCommand[] = [readNotices];
