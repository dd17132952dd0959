import { type Invitation, Registerer, RegistererState, SessionState, UserAgent, Web } from 'sip.js';

// SIP.js as its own guide shows it, in a page: registers, shows who rings, answers with F2, plays what it hears.
const say = (selector: string, text: string): void => {
  const element = document.querySelector(selector);
  if (element !== null) element.textContent = text;
};

async function start(server: string, domain: string, user: string, password: string): Promise<void> {
  const uri = UserAgent.makeURI(`sip:${user}@${domain}`);
  if (uri === undefined) throw new Error('no address');
  let ringing: Invitation | undefined;
  const onInvite = (invitation: Invitation): void => {
    ringing = invitation;
    const number = invitation.remoteIdentity.uri.user ?? '';
    say('.bar-who', `${number.slice(0, 3)}****${number.slice(-4)}`);
    invitation.stateChange.addListener((state) => {
      say('.state', String(state));
      if (state === SessionState.Terminated) say('.bar-who', '');
      if (state !== SessionState.Established) return;
      const handler = invitation.sessionDescriptionHandler as Web.SessionDescriptionHandler;
      const audio = document.querySelector('audio');
      if (audio !== null) audio.srcObject = handler.remoteMediaStream;
    });
  };
  const agent = new UserAgent({
    uri,
    authorizationUsername: user,
    authorizationPassword: password,
    transportOptions: { server },
    logBuiltinEnabled: false,
    delegate: { onInvite },
    sessionDescriptionHandlerFactoryOptions: { iceGatheringTimeout: 500 },
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'F2') void ringing?.accept();
  });
  await agent.start();
  const registerer = new Registerer(agent);
  registerer.stateChange.addListener((state) => {
    if (state === RegistererState.Registered) say('.state', 'registered');
  });
  await registerer.register();
}

Object.assign(window, { startPlain: start });
