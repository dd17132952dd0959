// Runs inside a window of the app (evaluated by the bench, never shipped): when was what painted, when was which key pressed.
(() => {
  if (Object.hasOwn(globalThis, 'guardlineBench')) return;

  /** @typedef {{ selector: string, text?: string }} Condition  an element that is there, with this in its text */
  /** @typedef {{ changed: number, drawn: number, next: number }} Painted  the page changed; end of the work for its frame; begin of the frame after it. Epoch ms */

  const epoch = () => performance.timeOrigin + performance.now();

  /** A frame's scripts, style, layout and paint lie between its animation callbacks and the first task after them. */
  const afterFrame = (/** @type {(painted: Painted) => void} */ then) => {
    const changed = epoch();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        const drawn = epoch();
        port1.close();
        requestAnimationFrame(() => then({ changed, drawn, next: epoch() }));
      });
      port1.start();
      port2.postMessage(null);
    });
  };

  const holds = (/** @type {Condition} */ { selector, text }) =>
    [...document.querySelectorAll(selector)].some(
      (element) => text === undefined || (element.textContent ?? '').includes(text),
    );

  const whole = { subtree: true, childList: true, characterData: true, attributes: true };

  /** @type {Map<string, Promise<Painted>>} */
  let watched = new Map();

  /** @param {readonly Condition[]} conditions @returns {Promise<Painted>} */
  const painted = (conditions) =>
    new Promise((resolve) => {
      const look = () => {
        if (!conditions.every(holds)) return false;
        observer.disconnect();
        afterFrame(resolve);
        return true;
      };
      const observer = new MutationObserver(look);
      if (!look()) observer.observe(document, whole);
    });

  /** The last change below `selector` before nothing changed there for `quietMs`; null: nothing did. */
  const lastChange = (/** @type {string} */ selector, /** @type {number} */ quietMs) =>
    new Promise((resolve) => {
      /** @type {Painted | null} */
      let last = null;
      let frames = 0;
      const done = () => {
        if (frames > 0) return again();
        observer.disconnect();
        resolve(last);
      };
      let timer = setTimeout(done, quietMs);
      const again = () => {
        clearTimeout(timer);
        timer = setTimeout(done, quietMs);
      };
      const observer = new MutationObserver(() => {
        again();
        frames++;
        afterFrame((frame) => {
          frames--;
          last = frame;
        });
      });
      const region = document.querySelector(selector);
      if (region === null) throw new Error(`nothing is ${selector}`);
      observer.observe(region, whole);
    });

  /** @type {number | null} */
  let pressedAt = null;
  /** @type {Promise<Painted | null> | null} */
  let settling = null;
  const pressed = (/** @type {Event} */ event) => {
    if (event.isTrusted) pressedAt ??= performance.timeOrigin + event.timeStamp;
  };
  // Text put in whole, as an input method does, comes without a key.
  for (const name of ['keydown', 'beforeinput']) window.addEventListener(name, pressed, { capture: true });

  Object.defineProperty(globalThis, 'guardlineBench', {
    value: {
      /** Begins to look for each stage. @param {Readonly<Record<string, readonly Condition[]>>} stages */
      watch(stages) {
        pressedAt = null;
        watched = new Map(Object.entries(stages).map(([name, conditions]) => [name, painted(conditions)]));
      },
      /** Begins to follow a region. @param {string} selector @param {number} quietMs */
      follow(selector, quietMs) {
        pressedAt = null;
        settling = /** @type {Promise<Painted | null>} */ (lastChange(selector, quietMs));
      },
      settled: () => settling,
      /** @param {number} timeoutMs @returns {Promise<Record<string, Painted | null>>} null: not within the time */
      async seen(timeoutMs) {
        const late = new Promise((resolve) => setTimeout(resolve, timeoutMs, null));
        const all = [...watched].map(async ([name, one]) => [name, await Promise.race([one, late])]);
        return Object.fromEntries(await Promise.all(all));
      },
      pressedAt: () => pressedAt,
      painted,
      /** The least that any change costs: a word with main, then a frame in which nothing of note changes. */
      async leastMs() {
        const bridge = Reflect.get(window, 'guardline');
        const from = epoch();
        await bridge?.ask('line/state');
        const answeredMs = epoch() - from;
        document.documentElement.toggleAttribute('data-bench');
        const { drawn, next } = await new Promise((resolve) => afterFrame(resolve));
        return { answeredMs, drawnMs: drawn - from, nextMs: next - from };
      },
    },
  });
})();
