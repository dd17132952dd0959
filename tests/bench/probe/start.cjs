// Loaded into a started app by `electron -r`, before its own code: notes when what happened, and does with the keyboard what
// a person at a seat does. Told by GUARDLINE_BENCH_PROBE (JSON): { out, watch, people, passphrase? }. Never shipped.
const { app } = require('electron');
const { appendFileSync, readFileSync } = require('node:fs');

const { out, watch, desk, passphrase } = JSON.parse(process.env.GUARDLINE_BENCH_PROBE ?? '{}');
const epoch = () => performance.timeOrigin + performance.now();
const note = (/** @type {string} */ what, at = epoch()) =>
  appendFileSync(out, `${JSON.stringify({ what, at })}\n`);

note('first code');
void app.whenReady().then(() => note('app ready'));

/** The bench's watcher lives in a world of its own, beside the page's code. */
const world = 77;

/** @param {Electron.WebContents} contents @param {string} code @returns {Promise<unknown>} */
const inWorld = (contents, code) => contents.executeJavaScriptInIsolatedWorld(world, [{ code }]);

/** @param {Electron.WebContents} contents @param {string} selector */
async function painted(contents, selector) {
  const conditions = JSON.stringify([{ selector }]);
  const { drawn } = /** @type {{ drawn: number }} */ (
    await inWorld(contents, `guardlineBench.painted(${conditions})`)
  );
  return drawn;
}

/** @param {Electron.WebContents} contents */
async function asAPerson(contents) {
  note('first screen', await painted(contents, '.gate-form'));
  if (passphrase) {
    note('passphrase field', await painted(contents, '.gate-form input[type=password]'));
    await contents.executeJavaScript(`document.querySelector('.gate-form input[type=password]').focus()`);
    await contents.insertText(passphrase);
    note('passphrase typed');
    contents.sendInputEvent({ type: 'keyDown', keyCode: 'Return' });
    contents.sendInputEvent({ type: 'char', keyCode: 'Return' });
    contents.sendInputEvent({ type: 'keyUp', keyCode: 'Return' });
  }
  note('people', await painted(contents, '.person-choice'));
  await contents.executeJavaScript(`document.querySelector('.person-choice').click()`, true);
  note('person chosen');
  note('desk', await painted(contents, 'header.bar'));
  const registered = await contents.executeJavaScript(`new Promise((done) => {
    const look = ({ snapshot }) => snapshot.state === 'registered' && done(performance.timeOrigin + performance.now());
    guardline.subscribe('line/state', look);
    void guardline.ask('line/state').then(look);
  })`);
  note('registered', registered);
  const { ok } = await contents.executeJavaScript(`guardline.send('seat/set-ready', {})`);
  if (ok) note('ready for a call');
  note('end');
}

app.on('web-contents-created', (_, contents) => {
  note('window');
  contents.once('did-finish-load', () => {
    if (contents.getURL().includes('/media/')) return note('media loaded');
    note('loaded');
  });
  contents.once('dom-ready', () => {
    if (contents.getURL().includes('/media/')) return;
    void inWorld(contents, readFileSync(watch, 'utf8'))
      .then(async () => {
        if (desk) return asAPerson(contents);
        note('first screen', await painted(contents, 'body'));
        return note('end');
      })
      .catch((error) => note(`failed: ${String(error)}`));
  });
});
