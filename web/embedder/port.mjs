// The port: the one way from the app to its embedder. It never throws, never waits for an embedder that does not answer,
// and says in advance what it can do. An adapter is an object with
//
//   name, bar        the embedder's name; what it draws: 'all' (a title and a way back), 'title', 'none'
//   delivery         when the embedder hears: 'live', 'queued' (when the page is left) or 'none'
//   can              which of the functions below work; those not named do not. `back`: the embedder has a way back through
//                    the page's history; `scale`: it can say how large text is; `code`: it can answer with a code
//   sdk, there()     the address of a script that it needs, and whether the script has run
//   begin(heard, usable, gone)
//                    begins: `heard` takes the embedder's messages, `usable` opens the port, `gone` shuts it for good
//   tell(message), title(text), close(), open(path), ask(what, nonce)

import { told } from './message.mjs';
import { painted, script } from './load-sdk.mjs';

const CAN = ['ask', 'tell', 'title', 'close', 'back', 'open', 'scale', 'code'];
/** The most messages that wait for an embedder that is not there yet; the oldest are dropped. */
const WAITING = 64;
/** How long an answer may take, in milliseconds. */
const ANSWER_MS = 10000;

const cannot = (what) => Promise.reject(new Error('embedder: cannot ' + what));

/** Opens a port over an adapter. `draw(bar)` adapts the page to what the embedder draws. */
export function port(window, adapter, draw) {
  let state = 'new';
  let waiting = [];
  let submitted = false;

  const can = {};
  CAN.forEach((name) => { can[name] = adapter.can[name] === true; });

  /** Runs a part of an adapter: an error there must not break the app. */
  const safely = (run) => {
    try {
      return run();
    } catch (error) {
      window.console.warn('embedder: ' + adapter.name, error);
      return undefined;
    }
  };

  const usable = () => {
    if (state === 'begun') {
      state = 'open';
      const held = waiting;
      waiting = [];
      held.forEach(safely);
    }
  };

  const gone = () => {
    state = 'gone';
    waiting = [];
    CAN.forEach((name) => { can[name] = false; });
  };

  /** This is not the embedder it was taken for, so nobody draws its bar. */
  const mistaken = () => {
    gone();
    draw('none');
  };

  const begin = () => {
    state = 'begun';
    safely(() => adapter.begin(heard, usable, mistaken));
  };

  const when = (run) => {
    if (state === 'open') {
      safely(run);
    } else if (state !== 'gone') {
      waiting = waiting.concat(run).slice(-WAITING);
    }
  };

  /** Loads the embedder's script: when there is a first message, and after the first paint. */
  const load = () => {
    if (state !== 'new') {
      return;
    }
    state = 'loading';
    painted(window, () => {
      if (adapter.there()) {
        begin();
      } else {
        script(window, adapter.sdk, () => (adapter.there() ? begin() : gone()), gone);
      }
    });
  };

  const inside = () => Boolean(window.history.state && window.history.state.i > 0);

  /** Goes one step back, as the browser's own button does; from the app's first page, out of the app. */
  const back = () => {
    if (inside()) {
      window.history.back();
    } else if (can.close) {
      when(() => adapter.close());
    }
  };

  function heard(message) {
    if (message.do === 'back') {
      if (!message.event) {
        back();
      } else if (inside()) {
        // Without this the embedder would leave the app.
        message.event.preventDefault();
        window.history.back();
      }
    } else if (message.do === 'text-scale') {
      window.document.documentElement.style.setProperty('--text-scale', String(message.value));
    } else if (message.do === 'bar') {
      draw(message.value);
    }
  }

  const say = (message) => {
    if (can.tell) {
      when(() => adapter.tell(message));
    }
  };

  const ask = (what, nonce) => {
    if (!can.ask || state !== 'open') {
      return cannot('ask');
    }
    const answer = safely(() => adapter.ask(what, nonce));
    if (!answer) {
      return cannot('ask');
    }
    const late = new Promise((_, reject) => {
      window.setTimeout(() => reject(new Error('embedder: no answer')), ANSWER_MS);
    });
    return Promise.race([answer, late]);
  };

  if (!adapter.sdk) {
    begin();
  }
  draw(adapter.bar);

  return {
    name: adapter.name,
    can: can,
    tell: (event, detail) => {
      if (adapter.sdk) {
        load();
      }
      say(told(event, detail));
      // The last page of the flow is shown: the embedder may close the page now.
      submitted = submitted || event === 'submitted' || event === 'withdrawn';
      if (submitted && event === 'route' && (detail === 'receipt' || detail === 'application')) {
        submitted = false;
        say(told('finished'));
      }
    },
    title: (text) => {
      if (can.title) {
        when(() => adapter.title(text));
      }
    },
    back: back,
    close: () => {
      if (can.close) {
        when(() => adapter.close());
      }
    },
    open: (path) => {
      if (can.open) {
        when(() => adapter.open(path.charAt(0) === '/' ? path : '/' + path));
      }
    },
    ask: ask,
    code: (nonce) => (can.code ? ask('code', nonce) : cannot('give a code')),
    /** Shuts the port: another embedder has turned out to be there. */
    shut: gone
  };
}
