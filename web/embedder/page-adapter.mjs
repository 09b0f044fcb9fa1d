// The adapter that the page around the app hands in: `window.citizenCenter.embedder`.

import { understood } from './message.mjs';

const BARS = ['all', 'title', 'none'];

/** An adapter from the functions that the page hands in. What is a function, it can do. */
export function pageAdapter(given) {
  const has = (name) => typeof given[name] === 'function';
  const can = { back: given.back === true, scale: has('begin'), ask: has('ask'), code: has('ask') };
  ['tell', 'title', 'close', 'open'].forEach((name) => { can[name] = has(name); });
  return {
    name: 'own',
    bar: BARS.indexOf(given.bar) >= 0 ? given.bar : 'none',
    delivery: can.tell ? 'live' : 'none',
    can: can,
    begin: (heard, usable) => {
      if (has('begin')) {
        given.begin((said) => {
          const message = understood(said);
          if (message) {
            heard(message);
          }
        });
      }
      usable();
    },
    tell: (message) => { given.tell(message); },
    title: (text) => { given.title(text); },
    close: () => { given.close(); },
    open: (path) => { given.open(path); },
    ask: (what, nonce) => Promise.resolve(given.ask(what, nonce))
  };
}
