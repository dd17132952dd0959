import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import { t140StreamOf } from '#shared/text/t140-sdp.ts';
import { writtenForPeer } from './candidates.ts';
import { forBrowser, isHeldByAddress, isSameDescription, keysOf, wholeLines } from './description.ts';
import type { MediaDirection, MediaPort, OfferOptions } from './ports.ts';

/** What the call wants to know of its own description exchange. */
export interface SessionMediaEvents {
  /** Direction the far end asks for in its latest description, from its own side (RFC 3264 §6.1). */
  onRemoteDirection(direction: MediaDirection): void;
  /** How the pictures of the call stand after a description of the far end. */
  onVideo(on: boolean, asked: boolean): void;
  /** Real-time text was in our offer, and the far end has answered. */
  onTextOffer(taken: boolean): void;
  /** Whether an offered picture is taken at once (`video.incoming`). */
  takesVideo(): boolean;
  /** The exchange is reached by loopback: it is on this machine. */
  byLoopback(): boolean;
}

/** Reads the direction of the first section of this kind; `sendrecv` is the default (RFC 8866 §6.7). */
export function directionOf(sdp: string, kind: 'audio' | 'video' = 'audio'): MediaDirection {
  const [session = '', ...sections] = sdp.split(/^(?=m=)/m);
  const media = sections.find((section) => section.startsWith(`m=${kind}`)) ?? '';
  const found = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m;
  const said = (found.exec(media) ?? found.exec(session))?.[1] as MediaDirection | undefined;
  const direction = said ?? 'sendrecv';
  if (!isHeldByAddress(session, media)) return direction;
  return direction === 'sendrecv' || direction === 'sendonly' ? 'sendonly' : 'inactive';
}

/**
 * A picture is in it that is not refused: port 0 says that it is (RFC 3264 §6, §8.2), and so, with some, does a picture
 * that flows in no direction beside a voice that does.
 */
export const hasVideo = (sdp: string): boolean =>
  /^m=video (?!0[ /])\d/m.test(sdp) &&
  (directionOf(sdp, 'video') !== 'inactive' || directionOf(sdp) === 'inactive');

/** Our side of RFC 3264 §6.1: what may be answered to the far end's direction, given whether we hold. */
export function answerDirection(remote: MediaDirection, held: boolean): MediaDirection {
  const send = remote === 'sendrecv' || remote === 'recvonly';
  const receive = !held && (remote === 'sendrecv' || remote === 'sendonly');
  if (send && receive) return 'sendrecv';
  if (send) return 'sendonly';
  return receive ? 'recvonly' : 'inactive';
}

/** Our own offer, by what is wanted of it. */
export function offerOptions(wanted: {
  readonly held: boolean;
  readonly video: boolean;
  readonly text: boolean;
}): OfferOptions {
  const { held, text } = wanted;
  const direction = held ? 'sendonly' : 'sendrecv';
  return { direction, video: wanted.video ? direction : null, text, sending: !held, iceRestart: false };
}

/**
 * SIP.js asks this for descriptions; the answers come from the hidden media window. Signalling state as in JSEP:
 * stable → haveLocalOffer → stable, stable → haveRemoteOffer → stable.
 */
export class SessionMedia implements SessionDescriptionHandler {
  /** Set before the re-INVITE that carries it. */
  held = false;
  /** Pictures are wanted, or agreed. */
  video = false;
  /** Real-time text is wanted, or agreed. */
  text = false;
  /** Ask for new ICE credentials in the next offer (RFC 8839 §4.4.1.1.1). */
  iceRestart = false;
  /** Another session goes on with this media: our end is not the end of the sound. */
  isLeft = false;
  /** Offer from a new peer connection. */
  fresh = false;
  /**
   * The answer was another than the one that sound came by before it: another far end of a forked INVITE, or the same with
   * another description. A peer connection takes one answer and one set of keys: the call needs an offer of its own at once.
   */
  unsettled: 'keys' | 'description' | null = null;
  #state: 'stable' | 'haveLocalOffer' | 'haveRemoteOffer' = 'stable';
  #remoteOffer = '';
  /** The answer that came before the final one. */
  #early: { readonly sdp: string; readonly isHeard: Promise<boolean> } | null = null;
  #isSettledEarly = false;

  constructor(
    private readonly sessionId: string,
    private readonly media: MediaPort,
    private readonly events: SessionMediaEvents,
  ) {}

  hasDescription(contentType: string): boolean {
    return contentType.toLowerCase() === 'application/sdp';
  }

  async getDescription(): Promise<BodyAndContentType> {
    const body = this.#state === 'haveRemoteOffer' ? await this.#answer() : await this.#offer();
    return { body: writtenForPeer(body, this.events.byLoopback()), contentType: 'application/sdp' };
  }

  /** A description of a 1xx: sound before the answer. False: there is some already, of whoever was first. */
  async setEarly(sdp: string): Promise<boolean> {
    if (this.#state !== 'haveLocalOffer' || this.#early !== null) return false;
    const applied = this.media.acceptAnswer(this.sessionId, wholeLines(sdp));
    const isHeard = applied.then(
      () => true,
      () => false,
    );
    this.#early = { sdp, isHeard };
    return isHeard;
  }

  /** The early answer is final in its dialog (RFC 3262), and the far end has an offer of its own (RFC 3311). */
  settleEarly(): void {
    if (this.#early === null) return;
    this.#state = 'stable';
    this.#isSettledEarly = true;
  }

  async setDescription(sdp: string): Promise<void> {
    if (this.#isSettledEarly) {
      this.#isSettledEarly = false;
      // What came with 200 is the answer of before: since then there was another offer.
      if (sdp === this.#early?.sdp && this.#state === 'stable') return;
    }
    this.events.onRemoteDirection(directionOf(sdp));
    if (this.#state === 'haveLocalOffer') {
      const early = (await this.#early?.isHeard) === true ? this.#early?.sdp : undefined;
      this.#early = null;
      // One that came before and could not be read leaves the offer open.
      if (early === undefined) await this.media.acceptAnswer(this.sessionId, wholeLines(sdp));
      else if (!isSameDescription(early, sdp))
        this.unsettled = keysOf(early) === keysOf(sdp) ? 'description' : 'keys';
      this.#state = 'stable';
      this.video &&= hasVideo(sdp);
      this.events.onVideo(this.video, false);
      const offered = this.text;
      this.text &&= t140StreamOf(sdp) !== null;
      if (offered) this.events.onTextOffer(this.text);
    } else {
      this.#remoteOffer = sdp;
      this.#state = 'haveRemoteOffer';
    }
  }

  async rollbackDescription(): Promise<void> {
    if (this.#state === 'haveLocalOffer') await this.media.rollback(this.sessionId);
    this.#state = 'stable';
  }

  sendDtmf(): boolean {
    // Digits go to the media window directly (RFC 4733); SIP.js is not asked.
    return false;
  }

  close(): void {
    if (!this.isLeft) this.media.close(this.sessionId);
  }

  async #offer(): Promise<string> {
    if (this.fresh) await this.media.renew(this.sessionId);
    this.fresh = false;
    const { iceRestart } = this;
    const { sdp } = await this.media.offer(this.sessionId, { ...offerOptions(this), iceRestart });
    this.iceRestart = false;
    this.#state = 'haveLocalOffer';
    return sdp;
  }

  async #answer(): Promise<string> {
    const direction = answerDirection(directionOf(this.#remoteOffer), this.held);
    const offered = hasVideo(this.#remoteOffer);
    const taken = offered && (this.video || this.events.takesVideo());
    const { sdp } = await this.media.answer(this.sessionId, {
      sdp: forBrowser(this.#remoteOffer),
      direction,
      video: taken ? answerDirection(directionOf(this.#remoteOffer, 'video'), this.held) : null,
      sending: !this.held && (direction === 'sendrecv' || direction === 'sendonly'),
    });
    this.#state = 'stable';
    this.video = taken;
    // Always taken where the far end has it: it is one more way to be understood.
    this.text = t140StreamOf(this.#remoteOffer) !== null;
    this.events.onVideo(taken, offered && !taken);
    return sdp;
  }
}
