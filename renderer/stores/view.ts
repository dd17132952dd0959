import type { AskedAct } from '#shared/care/asks-first.ts';
import type { ControlId } from '#shared/control/control-ids.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Outcome } from '#shared/cases/outcome-choices.ts';
import type { ContentKind } from '#shared/editor/kinds.ts';
import type { VersionState } from '#shared/editor/phase.ts';
import type { CallId } from '#shared/lib/ids.ts';

/** The workspaces there are. Which of them a person has, and in which order, is `workspacesOf`. */
export type Workspace =
  'desk' | 'cases' | 'floor' | 'incident' | 'training' | 'content' | 'review' | 'settings';

/** What is open over the workspace; one thing at a time. */
export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'dialPad' }
  | { readonly kind: 'transfer' }
  | { readonly kind: 'addParty' }
  | { readonly kind: 'playbooks' }
  | { readonly kind: 'flows' }
  | { readonly kind: 'flags' }
  | { readonly kind: 'verify' }
  | { readonly kind: 'speaker' }
  | { readonly kind: 'reveal' }
  | { readonly kind: 'feedback' }
  | { readonly kind: 'branches' }
  /** Kinds of documents: the one on file first. */
  | { readonly kind: 'documents' }
  | { readonly kind: 'push' }
  | { readonly kind: 'picture'; readonly pictureId: string }
  | { readonly kind: 'notices' }
  | { readonly kind: 'sound' }
  | { readonly kind: 'caseOutcome'; readonly outcome: Outcome }
  /** Any control; with one chosen already, or null. */
  | { readonly kind: 'control'; readonly control: ControlId | null }
  | { readonly kind: 'followUp' }
  | { readonly kind: 'help' }
  | { readonly kind: 'releases' }
  | { readonly kind: 'recordings' }
  | { readonly kind: 'seatMenu' };

/** An act on a call that was pressed once and waits for a second word: by which command, for which caller and why. */
export interface Asking {
  readonly by: string;
  readonly callId: CallId;
  readonly act: AskedAct;
  readonly flag: string;
  readonly at: number;
}

/** The content workspace: what is looked at, and what its text says as far as it is on disk. */
export interface ContentLook {
  readonly tab: 'texts' | 'feedback';
  readonly at: {
    readonly kind: ContentKind;
    readonly contentId: string;
    /** null: the version that is open, else what is in force. */
    readonly versionId: string | null;
  } | null;
  readonly show: 'text' | 'changes';
  /** What a step waits for: the reason it is given. */
  readonly ask: 'giveBack' | 'withdraw' | null;
  /** Days proposed for the publication; '' for today and for no end. */
  readonly from: string;
  readonly to: string;
  readonly sheet: {
    readonly versionId: string | null;
    readonly state: VersionState | null;
    readonly hash: string;
    /** Whoever is signed in wrote in it. */
    readonly own: boolean;
    readonly faults: number;
    /** Typed and not yet on disk. */
    readonly pending: boolean;
    /** The file or a version is in force beside it. */
    readonly comparable: boolean;
  } | null;
}

/** What only this window knows: nothing here matters to the call, and all of it may be lost with the window. */
export interface View {
  /** null: the first workspace of the person's role. */
  readonly workspace: Workspace | null;
  /** The training scenario that is looked at; null: the one of the last run, or the first. */
  readonly scenarioId: string | null;
  /** The verification case that is looked at; null: this seat's own, else the most urgent. */
  readonly caseId: string | null;
  readonly overlay: Overlay | null;
  /** How many times 'another question' was pressed, and for which call and playbook: a new one starts at the first. */
  readonly questionTurn: { readonly of: string; readonly count: number };
  /** What is typed for a step of a flow, and for which run and step. */
  readonly flowTyped: { readonly of: string; readonly text: string };
  /** Things go to the caller by the other way than the one that suits. */
  readonly otherWay: boolean;
  /** The article on the screen. */
  readonly openArticle: string | null;
  /** The quality check's list over the foot of the middle. */
  readonly qualityOpen: boolean;
  /** The strip of captions is one line. */
  readonly captionsFolded: boolean;
  /** Text pane opened by F6 for this call. */
  readonly textOpenFor: CallId | null;
  readonly content: ContentLook;
  /** The past call that is looked at in the list, and the one that was opened: opening is an entry of the audit. */
  readonly review: { readonly at: CallId | null; readonly opened: CallId | null };
  /** The slate's panel is open for this call, or put away for it though there are pictures. */
  readonly slateFor: { readonly callId: CallId; readonly open: boolean } | null;
  /** The caller of this call says that they hear nothing. */
  readonly notHeardFor: CallId | null;
  /** A step that asks twice and has been pressed once: `confirm inc-…`. */
  readonly armed: string | null;
  /** What main asks about before it is done to this caller (care flags). */
  readonly asking: Asking | null;
}

export type ViewStore = StoreApi<View>;

export const createViewStore = (): ViewStore =>
  createStore<View>()(() => ({
    workspace: null,
    scenarioId: null,
    caseId: null,
    overlay: null,
    questionTurn: { of: '', count: 0 },
    flowTyped: { of: '', text: '' },
    otherWay: false,
    openArticle: null,
    qualityOpen: false,
    captionsFolded: false,
    textOpenFor: null,
    content: { tab: 'texts', at: null, show: 'text', ask: null, from: '', to: '', sheet: null },
    review: { at: null, opened: null },
    slateFor: null,
    notHeardFor: null,
    armed: null,
    asking: null,
  }));
