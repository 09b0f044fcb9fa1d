// Finds out who embeds the app, and opens the port to that embedder. boot.js loads these modules as one file, embedder.js,
// and only where there may be an embedder. docs/embedders.md says what each embedder can do.

import { ADAPTERS } from './adapters.mjs';
import { detect, facts } from './detect.mjs';
import { pageAdapter } from './page-adapter.mjs';
import { port } from './port.mjs';

/** A function that marks the root element with what the embedder draws, so that the style sheet leaves it out. */
function draw(window) {
  const root = window.document.documentElement;
  return (bar) => (bar === 'none' ? root.removeAttribute('data-bar') : root.setAttribute('data-bar', bar));
}

/** Calls `title` each time the document's title changes, for embedders that do not read it themselves. */
function follow(window, title) {
  const element = window.document.querySelector('title');
  let last;
  if (element && window.MutationObserver) {
    new window.MutationObserver(() => {
      if (window.document.title !== last) {
        last = window.document.title;
        title(last);
      }
    }).observe(element, { childList: true });
  }
}

/**
 * Gives the port to the embedder (port.mjs); nothing in a plain browser. `named` is what the config or the page around the
 * app says: a name, 'auto', or an adapter. `origins` are those that may hold the app in a frame, separated by blanks.
 */
export function start(named, origins, window = self) {
  const frames = typeof origins === 'string' && origins !== '' ? origins.split(' ') : [];
  const opened = (adapter) => port(window, adapter, draw(window));
  if (typeof named === 'object') {
    const given = opened(pageAdapter(named));
    follow(window, given.title);
    return given;
  }
  const look = () => (named === 'auto' ? detect(facts(window)) : named);
  const make = (name) => (ADAPTERS[name] ? opened(ADAPTERS[name](window, frames)) : undefined);
  const name = look();
  let now = make(name);
  if (!now) {
    return undefined;
  }
  follow(window, (text) => now.title(text));
  return name === 'wechat' && named === 'auto' ? replaceable() : now;

  /**
   * The port in WeChat's browser. On iOS, WeChat may say only later that the page is in a mini-program. Then a port to the
   * mini-program replaces the first one, and is told everything again.
   */
  function replaceable() {
    let told = [];
    window.document.addEventListener('WeixinJSBridgeReady', () => {
      const again = told;
      told = undefined;
      if (again && look() === 'wechat-mini') {
        now.shut();
        now = make('wechat-mini');
        again.forEach((one) => now.tell(one[0], one[1]));
      }
    });
    const outer = {
      tell: (event, detail) => {
        if (told) {
          told.push([event, detail]);
        }
        now.tell(event, detail);
      }
    };
    ['name', 'can', 'title', 'back', 'close', 'open', 'ask', 'code'].forEach((name) => {
      Object.defineProperty(outer, name, { get: () => now[name] });
    });
    return outer;
  }
}
