import type { CoreClient } from '#electron/core/client.ts';
import type { DeskRooms } from './desk.ts';
import type { Relays } from './relays.ts';

/** Shows the topics of the rooms on the store. */
export function connectDesk(relays: Relays, rooms: DeskRooms, core: CoreClient): void {
  relays['core/health'].connect(core.health);
  relays['caller/state'].connect(rooms.caller.state);
  relays['control/state'].connect(rooms.control.state);
  relays['guidance/state'].connect(rooms.guidance.state);
  relays['risk/state'].connect(rooms.risk.state);
  relays['guidance/library'].connect(rooms.library.library);
  relays['flows/state'].connect(rooms.flows.state);
  relays['flows/library'].connect(rooms.flowLibrary.library);
  relays['knowledge/state'].connect(rooms.knowledge.state);
}
