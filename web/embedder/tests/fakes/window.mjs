// A window as far as `web/embedder` looks at one, with a clock and a network of its own: nothing here takes time.

class Fake extends EventTarget {}

/**
 * Options: `userAgent`, `search`, `referrer`, `origin`, `entries` (how many pages of the app are behind this one), and
 * `scripts`: what a script's address does: a function that is given the window (it has loaded), 'fails', or 'hangs'.
 */
export function fakeWindow(options = {}) {
  const window = new Fake();
  let now = 0;
  let timers = [];
  let frames = [];
  const timer = (run, ms) => {
    const one = { at: now + (ms || 0), run };
    timers.push(one);
    return one;
  };
  const document = new Fake();
  const root = { attributes: {}, scale: undefined };
  Object.assign(document, {
    referrer: options.referrer || '',
    title: '',
    documentElement: {
      setAttribute: (name, value) => { root.attributes[name] = value; },
      removeAttribute: (name) => { delete root.attributes[name]; },
      style: { setProperty: (name, value) => { root.scale = [name, value]; } }
    },
    querySelector: () => null,
    createElement: () => ({ remove() { this.removed = true; } }),
    head: {
      appendChild: (element) => {
        window.requested.push(element.src);
        const does = (options.scripts || {})[element.src] || 'fails';
        if (does === 'hangs') return;
        timer(() => {
          if (does === 'fails') {
            element.onerror();
          } else {
            does(window);
            element.onload();
          }
        }, 50);
      }
    }
  });
  Object.assign(window, {
    document,
    window,
    parent: window,
    URL,
    URLSearchParams,
    console: { warn: (...said) => window.warnings.push(said), error() {}, log() {} },
    navigator: { userAgent: options.userAgent || '', platform: /iPhone/.test(options.userAgent) ? 'iPhone' : 'Linux armv8l' },
    location: { origin: options.origin || 'https://app.example', search: options.search || '', href: 'https://app.example/' },
    history: {
      state: { i: options.entries || 0, y: 0 },
      back() {
        this.state = { i: this.state.i - 1, y: 0 };
      }
    },
    setTimeout: timer,
    clearTimeout: (one) => { timers = timers.filter((other) => other !== one); },
    requestAnimationFrame: (run) => frames.push(run),
    requested: [],
    warnings: [],
    root,
    /** Draws a frame, and runs what is due at once. */
    paint() {
      const due = frames;
      frames = [];
      due.forEach((run) => run());
      window.pass(0);
    },
    /** Lets time pass. */
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const next = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        now = next.at;
        next.run();
      }
      now = end;
    }
  });
  return window;
}
