import type { App } from 'electron';
import { createAccessHandlers } from '#electron/access/access-handlers.ts';
import { createAccess } from '#electron/access/access.ts';
import { peopleHere } from '#electron/access/people-here.ts';
import type { OpenedStore } from '#electron/access/ports.ts';
import type { CallTexts } from '#electron/call/ports.ts';
import { createDiagnosticsHandlers } from '#electron/diagnostics/handlers.ts';
import type { Cases } from '#electron/cases/cases.ts';
import { createDeskLink } from '#electron/ipc/desk-link.ts';
import { createMediaLink } from '#electron/ipc/media-link.ts';
import { createMediaHandlers } from '#electron/media/handlers.ts';
import { createSeatHandlers } from '#electron/seat/handlers.ts';
import { createSettingsHandlers } from '#electron/settings/settings-handlers.ts';
import { allMigrations } from '#electron/store/all-migrations.ts';
import { createCallRepository } from '#electron/store/call-repository.ts';
import { createCallTexts } from '#electron/store/text-repository.ts';
import { createKeptCallRepository } from '#electron/store/kept-call-repository.ts';
import { createSlateHandlers } from '#electron/slate/handlers.ts';
import { createStoreFile } from '#electron/store/store-file.ts';
import type { Relief } from '#electron/standby/ports.ts';
import type { WayBack } from '#electron/standby/way-back.ts';
import { appOrigin } from '#electron/window/app-protocol.ts';
import type { MediaWindow } from '#electron/window/media-window.ts';
import { createWindowHandlers } from '#electron/window/handlers.ts';
import { saveFile } from '#electron/window/save-file.ts';
import type { Person } from '#shared/access/people.ts';
import { isLive } from '#shared/call/call-state.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { cameraPreviewId } from '#shared/media/picture-port.ts';
import { callerCommands } from '#shared/caller/contract.ts';
import { caseCommands } from '#shared/cases/contract.ts';
import { auditCommands } from '#shared/audit/contract.ts';
import { controlCommands } from '#shared/control/contract.ts';
import { flowCommands } from '#shared/flows/contract.ts';
import { editorCommands } from '#shared/editor/contract.ts';
import { incidentCommands } from '#shared/incident/contract.ts';
import { guidanceCommands } from '#shared/guidance/contract.ts';
import { knowledgeCommands } from '#shared/knowledge/contract.ts';
import { composeBase } from './base.ts';
import { afterTheScreen, type PatientCallRecords } from './call-records.ts';
import { composeCases, type CaseHandlers } from './cases.ts';
import { checkCore, checkExchange } from './checks.ts';
import { careTies, noteOf } from './care-ties.ts';
import { chooseCore, secretOf, takeInClientKey } from './core-choice.ts';
import { composeCrash } from './crash.ts';
import { createDeskEventFeed, followDesk, withDeskEvents } from './desk-events.ts';
import { composeDesk, type DeskRooms } from './desk.ts';
import { connectDesk } from './connect-desk.ts';
import { composeDeskKit, deskKitCommands, type DeskKit, type DeskKitHandlers } from './desk-kit.ts';
import { composeEditor, type EditorParts } from './editor.ts';
import { composeFloor } from './floor.ts';
import { composeMeasures } from './measures.ts';
import { composeIncident, type IncidentHandlers, type IncidentParts } from './incident.ts';
import { installationId } from './installation.ts';
import { lateHandlers, namesOf } from './late.ts';
import type { FirstWindow } from './first-window.ts';
import { followLine } from './line-follow.ts';
import { watchMachine } from './machine.ts';
import { createRelays } from './relays.ts';
import { withReports } from './reports.ts';
import { composeSandbox } from './sandbox.ts';
import { composeSpecialists } from './specialists.ts';
import { callersFirst, composeTakeover, createPulse, standbyPost } from './takeover.ts';
import { composeTelephone } from './telephone.ts';
import { composeTraining, trainingRoomCommands, type TrainingParts } from './training.ts';
import { followWrapUp } from './wrap-up-log.ts';
import { composeWindows, openMediaWindow } from './windows.ts';

export interface Shell {
  /** Ends calls with a BYE, takes leave of the exchange, closes the store. */
  quit(): Promise<void>;
}

/** Builds everything and starts. Windows and telephone stand at once; the rooms on the store follow when it is open. */
export function composeShell(
  app: App,
  argv: readonly string[],
  first: FirstWindow,
  relief: Relief | null = null,
  way: WayBack | null = null,
): Shell {
  const { clock, log, places } = first;
  const mediaLink = createMediaLink({ clock, log, origin: appOrigin });
  const openMedia = (): MediaWindow => openMediaWindow(first, mediaLink);
  // A caller waits in silence: the window with the sound is first of all, its process takes longest.
  const hurried = relief?.held == null ? undefined : openMedia();
  const base = composeBase(app, argv, first);
  const { settings, secrets } = base;
  const relays = createRelays(clock.now());
  const feed = createDeskEventFeed(clock);
  let records: PatientCallRecords | null = null;
  let texts: CallTexts | null = null;
  let rooms: DeskRooms | null = null;
  let kit: DeskKit | null = null;
  let store: OpenedStore | null = null;
  let incident: IncidentParts | null = null;
  let cases: Cases | null = null;
  let editor: EditorParts | null = null;
  let training: TrainingParts | null = null;

  const ties = careTies(relays, () => kit?.care ?? null);
  const telephone = composeTelephone({
    clock,
    log,
    link: mediaLink,
    values: settings.values,
    records: () => records,
    kept: () => takeover.kept(),
    texts: () => texts,
    personId: () => access.person.get()?.id ?? null,
    asksFirst: ties.asksFirst,
    turnPassword: () => (secrets.unlocked() ? secrets.get('exchange.turnPassword') : null),
    version: app.getVersion(),
    mayFinish: ties.mayFinish,
  });
  const { calls, seat, line } = telephone;
  const measures = composeMeasures({ base, telephone, relays, link: mediaLink });
  const takeover = composeTakeover({
    clock,
    log,
    relief,
    way,
    pulse: createPulse(places.data, clock.now),
    values: settings.values.get,
    line,
    calls,
    post: standbyPost({ clock, log, argv, relief }),
    people: () => peopleHere(settings.values.get()),
  });
  composeCrash(app, base, calls);
  const sandbox = composeSandbox({ base, after: first.desk.painted });

  const late = lateHandlers<DeskRooms['handlers']>(
    namesOf({
      ...callerCommands,
      ...controlCommands,
      ...auditCommands,
      ...guidanceCommands,
      ...flowCommands,
      ...knowledgeCommands,
    }),
  );
  const lateKit = lateHandlers<DeskKitHandlers>(namesOf(deskKitCommands));
  const lateIncident = lateHandlers<IncidentHandlers>(namesOf(incidentCommands));
  const lateEditor = lateHandlers<EditorParts['handlers']>(namesOf(editorCommands));
  const lateCases = lateHandlers<CaseHandlers>(namesOf(caseCommands));
  const lateTraining = lateHandlers<TrainingParts['handlers']>(namesOf(trainingRoomCommands));

  /** Whom the line stands for. Somebody who was in a call when the program died is, before anybody sees them signed in. */
  const seated = createPublisher<Person | null>(null);
  const onStoreOpen = async (opened: OpenedStore): Promise<void> => {
    store = opened;
    secrets.unlock(opened.key);
    takeInClientKey(settings.values.get(), secrets, log);
    way?.mark('opened');
    takeover.open(createKeptCallRepository(opened.db), opened.key);
    texts = createCallTexts(opened.db);
    records = afterTheScreen(createCallRepository(opened.db), clock, log);
    await callersFirst({ takeover, way, seated, people: () => peopleHere(settings.values.get()) });
    const core = chooseCore(settings.values.get(), await sandbox.core(), {
      clock,
      log,
      secret: secretOf(secrets),
    });
    if (!core.ok) throw new Error(`the core cannot be used: ${core.error.code}`);
    const built = composeDesk({
      db: opened.db,
      clock,
      log,
      places,
      values: settings.values,
      calls,
      core: core.value,
      person: access.person.get,
      ear: measures,
      mayMove: ties.mayMove,
    });
    rooms = built;
    measures.open(opened.db, built.guidance.state);
    late.open(
      withDeskEvents(
        withReports(built.handlers, () => kit?.feedback ?? null),
        feed,
      ),
    );
    connectDesk(relays, built, core.value);
    const tools = composeDeskKit({
      db: opened.db,
      clock,
      log,
      places,
      calls,
      person: access.person,
      core: core.value,
      rooms: built,
      line,
      values: settings.values,
      note: noteOf(seat),
    });
    kit = tools;
    lateKit.open(tools.handlers);
    tools.connect(relays);
    const edited = composeEditor({ base, person: access.person, rooms: built, kit: tools, calls });
    editor = edited;
    lateEditor.open(edited.handlers);
    edited.connect(relays);
    const verification = composeCases({
      db: opened.db,
      clock,
      log,
      values: settings.values,
      calls,
      seat,
      core: core.value,
      sandbox: sandbox.client,
      person: access.person,
      rooms: built,
    });
    cases = verification.cases;
    lateCases.open(withDeskEvents(verification.handlers, feed));
    relays['cases/state'].connect(cases.state);
    followDesk(feed, { calls, seat, control: built.control.state, slate: telephone.slate });
    followWrapUp({ built, person: access.person, calls, seat });
    training = composeTraining({
      base,
      sandbox,
      feed,
      person: access.person,
      telephone,
      link: mediaLink,
      db: opened.db,
      coreIsSandbox: () => core.value.health.get().sandbox,
    });
    lateTraining.open(training.handlers);
    training.connect(relays);
    relays['floor/state'].connect(
      composeFloor({
        base,
        sandbox,
        calls,
        seat,
        line: line.state,
        person: access.person,
        caller: built.caller.state,
      }),
    );
    incident = composeIncident({
      clock,
      log,
      db: opened.db,
      core: core.value,
      person: access.person.get,
      values: settings.values,
    });
    lateIncident.open(incident.handlers);
    relays['incident/state'].connect(incident.room.state);
    // What a person waits for comes first: holds that were cut off, then content.
    built.control.resume();
    built.callLog.resume();
    verification.cases.resume();
    incident.room.goOn();
    void built.library
      .load()
      .then(built.flagRules.load)
      .then(built.flowLibrary.load)
      .then(tools.load)
      .then(() => built.knowledge.start())
      .then(edited.follow);
  };

  const access = createAccess({
    keys: base.keys,
    store: createStoreFile({ folder: places.data, migrations: allMigrations, now: clock.now }),
    clock,
    log,
    policyProblem: base.policyProblem,
    people: () => peopleHere(settings.values.get()),
    onStoreOpen,
    handedKey: () => relief?.held?.key ?? null,
    signOutBlockedBy: () => {
      if (calls.state.get().calls.some(({ state }) => isLive(state))) return 'call';
      return seat.state.get().work === 'wrapUp' ? 'wrapUp' : null;
    },
  });
  settings.values.subscribe(() => access.refreshPeople());
  access.person.subscribe((person) => {
    if (person === null) seat.signOut();
    else {
      takeover.signedIn(person.id);
      seat.signIn(person.id);
    }
    // After the calls of a dead program: what the line is started for must know of them.
    seated.set(person);
  });
  // Whoever was in a call when the program died goes on with it: nobody has time to sign in.
  access.state.subscribe(({ phase }) => {
    const returning = phase === 'signIn' ? takeover.returning() : null;
    if (returning !== null) setImmediate(() => access.signIn(returning));
  });
  followLine({
    line,
    settings,
    secrets,
    person: seated,
    sandbox,
    instanceId: installationId(places.data),
    log,
  });
  seat.state.subscribe(({ work }) =>
    sandbox.setReady(access.person.get()?.seatNumber ?? '', work === 'ready'),
  );

  createDeskLink({
    handlers: {
      ...createAccessHandlers(access),
      ...createSettingsHandlers({
        settings,
        checkCore: () => checkCore(settings.values.get(), { clock, log, secret: secretOf(secrets) }),
        checkCaptions: measures.captions.check,
        checkExchange: () =>
          checkExchange(
            settings.values.get(),
            clock,
            secrets.unlocked() ? secrets.get('exchange.clientKey') : null,
          ),
        previewCamera: (on) => telephone.media.setPicture(cameraPreviewId, { slate: null, camera: on }),
      }),
      ...ties.callHandlers(calls),
      ...createMediaHandlers(telephone.media, measures.soundCheck),
      ...createSlateHandlers(telephone.slate),
      ...createSeatHandlers(seat, measures.soundCheck.isMissing),
      ...createWindowHandlers(first.desk, () => windows.openPictures()),
      ...createDiagnosticsHandlers({
        calls: () => calls.state.get().calls.map(({ id }) => id),
        trace: line.trace,
        save: saveFile,
        now: () => clock.now(),
        about: () => [
          `Guardline ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform}`,
        ],
      }),
      ...late.handlers,
      ...lateKit.handlers,
      ...lateCases.handlers,
      ...lateTraining.handlers,
      ...lateIncident.handlers,
      ...lateEditor.handlers,
    },
    sources: {
      'access/state': access.state,
      'settings/state': settings.state,
      'call/state': calls.state as never,
      'line/state': line.state,
      'media/state': telephone.media.state,
      'media/sound-check': measures.soundCheck.state,
      'seat/state': seat.state,
      'slate/state': telephone.slate.state,
      'seat/directory': composeSpecialists(base, sandbox),
      ...relays,
    },
    role: () => access.person.get()?.role ?? null,
    door: first.door,
    log,
  });
  const windows = composeWindows(app, base, {
    first,
    calls,
    media: telephone.media,
    openMedia,
    hurried,
  });
  const machine = watchMachine(clock, line);
  way?.mark('built');
  void access.start();
  log.info('started', { electron: process.versions.electron, version: app.getVersion() });

  return {
    async quit() {
      takeover.dispose();
      machine.dispose();
      await calls.endAll();
      await training?.recording.dispose();
      await line.stop();
      measures.dispose();
      sandbox.dispose();
      kit?.dispose();
      rooms?.dispose();
      incident?.room.dispose();
      cases?.dispose();
      editor?.dispose();
      records?.flush();
      store?.db.close();
      windows.dispose();
      log.info('ended');
      log.dispose();
    },
  };
}
