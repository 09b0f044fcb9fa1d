// The one door through which the app reaches whoever embeds it. It never throws, never waits for a host that gives no
// answer, and says beforehand what it can. An adapter is an object with
//
//   name, bar        who it is; what the host draws: 'all' (title and a way back), 'title', 'none'
//   delivery         'live', 'queued' (until the page is left) or 'none'
//   can              what of the below is of use; what is not named cannot be done
//   sdk, there()     a script that it needs, and whether that is there
//   begin(heard, usable, gone)
//                    begins: `heard` takes messages of the host, `usable` opens the door, `gone` shuts it for good
//   tell(message), title(text), close(), open(path), ask(what, nonce)
//
// and `back` in `can` says that the host has a way back through the page's own history.

import { told } from './message.mjs';
import { painted, script } from './sdk.mjs';

const CAN = ['ask', 'tell', 'title', 'close', 'back', 'open', 'scale', 'code'];
/** As many messages wait for a host that is not there yet; the oldest give way. */
const WAITING = 64;
/** How long a host that can answer may take, in milliseconds. */
const ANSWER_MS = 10000;

const cannot = (what) => Promise.reject(new Error('host: cannot ' + what));

/** `draw(bar)` shows what the host draws; `heard` is what is done with what the host wants. */
export function port(window, adapter, draw) {
  let state = 'new';
  let waiting = [];
  let submitted = false;

  const can = {};
  CAN.forEach((name) => { can[name] = adapter.can[name] === true; });

  /** Nothing that an adapter does may break the app. */
  const safely = (run) => {
    try {
      return run();
    } catch (error) {
      window.console.warn('host: ' + adapter.name, error);
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

  /** It is no such host: what it was thought to draw, nobody draws. */
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

  /** The script comes after the first paint, with the first that there is to say. */
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

  /** One step back, as by the browser's own button; from the first page on, out of the app. */
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
        // Left alone, the host leaves the app.
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
      window.setTimeout(() => reject(new Error('host: no answer')), ANSWER_MS);
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
      // The last page of a flow is there: a host that closes the page now takes nothing away.
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
    /** Another host has turned out to be there. */
    shut: gone
  };
}
