import type { Incident } from '#shared/incident/contract.ts';
import type { DeskState } from '../desk-state.ts';

/** The incident on the screen: the open one, else the newest. */
export const incidentUp = (state: DeskState): Incident | null => state.incidents?.current ?? null;

/** Made by whoever sits here: somebody else has to confirm it. */
export const isOwnIncident = (state: DeskState): boolean =>
  incidentUp(state)?.createdBy.personId === state.access?.person?.id;
