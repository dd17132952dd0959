import type { ControlAnswer, ControlGateway, HoldGateway } from '#electron/core/ports.ts';
import { isHold } from '#shared/control/state.ts';
import type { StoredRequest } from './ports.ts';
import { controlRequestOf, holdRequestOf } from './verdict.ts';

export type ControlCore = HoldGateway & ControlGateway;

/** Sends the request on its own path: a card's hold has one of its own, everything else shares one. */
export function place(
  core: ControlCore,
  request: StoredRequest,
  options: { readonly onWire: () => void; readonly signal: AbortSignal },
): Promise<ControlAnswer> {
  return isHold(request)
    ? core.placeHold(request.requestId, holdRequestOf(request), options)
    : core.placeControl(request.requestId, controlRequestOf(request), options);
}

/** Asks what became of it. */
export function whatBecame(
  core: ControlCore,
  request: StoredRequest,
  signal: AbortSignal,
): Promise<ControlAnswer> {
  return isHold(request)
    ? core.holdByKey(request.requestId, request.target.id, signal)
    : core.controlByKey(request.requestId, controlRequestOf(request), signal);
}
