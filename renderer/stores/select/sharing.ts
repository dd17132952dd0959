import type { CardToSend } from '#shared/guidance/playbook.ts';
import type { SharedItem, SharedWay } from '#shared/sharing/item.ts';
import type { DeskState } from '../desk-state.ts';
import { currentCall, deskPhase, talkingCall } from './call.ts';
import { callerLanguage, hasFlag } from './caller.ts';
import { openPlaybook } from './guidance.ts';
import { textShown } from './text.ts';

/** The call that something can be sent to now: while somebody talks, and in the wrap-up. */
export const sharingCallId = (state: DeskState) =>
  talkingCall(state)?.id ?? (deskPhase(state) === 'wrapUp' ? (currentCall(state)?.id ?? null) : null);

/** In the call by text for those who read there already, else by SMS; the agent may turn it round. After the call only SMS is left. */
export function sharingWay(state: DeskState): SharedWay {
  if (talkingCall(state) === null) return 'sms';
  const reads = hasFlag(state, 'hearingImpaired') || textShown(state);
  return reads === state.view.otherWay ? 'sms' : 'text';
}

/** The caller's, where content may have it; what it has not goes in English. */
export function sharingLanguage(state: DeskState): 'zh' | 'en' | 'ja' | 'ko' {
  const language = callerLanguage(state);
  return language === 'zh' || language === 'ja' || language === 'ko' ? language : 'en';
}

const none: readonly SharedItem[] = [];

/** What was sent in the call on the screen. */
export const sharedItems = (state: DeskState): readonly SharedItem[] =>
  state.sharing && state.sharing.callId === currentCall(state)?.id ? state.sharing.items : none;

/** The card of the open playbook, for after the talk (C26). */
export const cardToSend = (state: DeskState): CardToSend | null => openPlaybook(state)?.cardToSend ?? null;
