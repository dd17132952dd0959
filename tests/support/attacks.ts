/**
 * Tried from inside a page, in the page: code and style that no file of ours holds. Answers what was let through.
 * Nothing of this module may be used inside: the function goes to the page as text.
 */
export async function tryInlineCode() {
  const refused: string[] = [];
  document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
  const marks = window as never as Record<string, unknown>;
  const script = document.createElement('script');
  script.textContent = 'window.inlineRan = true';
  document.body.append(script);
  const button = document.createElement('button');
  button.setAttribute('onclick', 'window.handlerRan = true');
  document.body.append(button);
  button.click();
  const style = document.createElement('style');
  style.textContent = '#injected { color: rgb(1, 2, 3) }';
  const target = document.createElement('p');
  target.id = 'injected';
  target.setAttribute('style', 'width: 77px');
  document.body.append(style, target);
  const { color, width } = getComputedStyle(target);
  // In a turn of its own: what runs inside a debugger's evaluation may be let through.
  const evaluated = await new Promise<string>((done) => {
    setTimeout(() => {
      try {
        // oxlint-disable-next-line no-eval
        done(String((0, eval)('6 * 7')));
      } catch (error) {
        done((error as Error).name);
      }
    }, 0);
  });
  const built = await new Promise<string>((done) => {
    setTimeout(() => {
      try {
        // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
        done(String(new Function('return 42')()));
      } catch (error) {
        done((error as Error).name);
      }
    }, 0);
  });
  for (const one of [script, button, style, target]) one.remove();
  await new Promise((done) => setTimeout(done, 50));
  return {
    refused: [...new Set(refused)].toSorted(),
    inline: marks['inlineRan'] ?? null,
    handler: marks['handlerRan'] ?? null,
    styled: color === 'rgb(1, 2, 3)' || width === '77px',
    evaluated,
    built,
  };
}

/** Tried from inside a page: every way a page has of reaching `host`. What counts is what arrives there. */
export async function tryToReach(host: string): Promise<string[]> {
  const outcome = (start: () => Promise<unknown>): Promise<string> =>
    Promise.race([
      new Promise<string>((done) => setTimeout(() => done('nothing'), 1_500)),
      (async () => start())().then(
        () => 'reached',
        () => 'refused',
      ),
    ]);
  const loaded = (element: HTMLElement, set: (url: string) => void, path: string): Promise<string> =>
    outcome(
      () =>
        new Promise((done, failed) => {
          element.addEventListener('load', done);
          element.addEventListener('error', failed);
          set(`http://${host}/${path}`);
          document.body.append(element);
        }),
    );
  const image = document.createElement('img');
  const script = document.createElement('script');
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  const hint = document.createElement('link');
  hint.rel = 'preconnect';
  const frame = document.createElement('iframe');
  const sound = document.createElement('audio');
  const socket = (): Promise<unknown> =>
    new Promise((done, failed) => {
      const one = new WebSocket(`ws://${host}/`);
      one.addEventListener('open', done);
      one.addEventListener('error', failed);
    });
  const form = document.createElement('form');
  form.action = `http://${host}/form`;
  form.method = 'post';
  document.body.append(form);
  form.submit();
  const all = await Promise.all([
    outcome(() => fetch(`http://${host}/fetch`)),
    outcome(() => fetch(`http://${host}/no-cors`, { mode: 'no-cors', method: 'POST', body: 'x' })),
    outcome(() =>
      Promise.resolve(navigator.sendBeacon(`http://${host}/beacon`, 'x')).then(() => Promise.reject()),
    ),
    outcome(socket),
    loaded(image, (url) => (image.src = url), 'image.png'),
    loaded(script, (url) => (script.src = url), 'script.js'),
    loaded(sheet, (url) => (sheet.href = url), 'style.css'),
    loaded(sound, (url) => (sound.src = url), 'sound.wav'),
    loaded(hint, (url) => (hint.href = url), ''),
    outcome(
      () =>
        new Promise((_done, failed) => {
          frame.src = `http://${host}/frame`;
          frame.addEventListener('load', () => failed(new Error('an error page')));
          document.body.append(frame);
        }),
    ),
  ]);
  for (const one of [image, script, sheet, sound, hint, frame, form]) one.remove();
  return all;
}
