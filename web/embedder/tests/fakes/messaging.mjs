// The page around a frame, and native code around a web-view: both speak the messages of the schema.

import { one } from '../user-agents.mjs';

const TAG = 'citizen-center';
const ANSWERS = { code: 'own-code' };
const answer = (message) => ({ [TAG]: 1, answer: ANSWERS[message.ask], number: message.number });

/** What is done with a message, the same for all of them. */
function listener(silent, says) {
  const embedder = { heard: [], titles: [], left: false };
  embedder.hear = (message) => {
    if (message.event) embedder.heard.push(message);
    else if (message.do === 'title') embedder.titles.push(message.value);
    else if (message.do === 'close') embedder.left = true;
    else if (message.ask && !silent) says(answer(message));
  };
  return embedder;
}

const PORTAL = 'https://portal.example';

export const IFRAME = {
  name: 'iframe',
  delivery: 'live',
  userAgent: one('browser'),
  origins: PORTAL,
  referrer: `${PORTAL}/page`,
  open: ({ throws = false, silent = false } = {}) => {
    let page;
    const parent = {};
    const says = (message, from = {}) => {
      const event = new Event('message');
      page.dispatchEvent(Object.assign(event, { data: message, origin: PORTAL, source: parent, ...from }));
      return true;
    };
    const embedder = listener(silent, says);
    parent.postMessage = (message, target) => {
      if (throws) throw new Error('gone');
      // As browsers do: another origin gets nothing.
      if (target === PORTAL) embedder.hear(structuredClone(message));
      else if (!/^https:\/\/[a-z.]+$/.test(target)) throw new SyntaxError(`Invalid target origin '${target}'`);
    };
    const attach = (window) => {
      page = window;
      window.parent = parent;
    };
    return Object.assign(embedder, { says, attach });
  }
};

function shell(name, facts, attach) {
  return {
    name,
    delivery: 'live',
    userAgent: one(name),
    ...facts,
    open: ({ throws = false, silent = false } = {}) => {
      let page;
      let says = (message) => {
        page.citizenCenterHeard(JSON.stringify(message));
        return true;
      };
      const embedder = listener(silent, (message) => says(message));
      const receive = (text) => {
        if (throws) throw new Error('Java bridge method invocation error');
        if (typeof text !== 'string') throw new TypeError('a text');
        embedder.hear(JSON.parse(text));
      };
      return Object.assign(embedder, {
        says: (message) => says(message),
        attach: (window) => {
          page = window;
          const own = attach(window, receive);
          if (own) says = own;
        }
      });
    }
  };
}

export const SHELLS = [
  shell('wkwebview', {}, (window, receive) => {
    window.webkit = { messageHandlers: { CitizenHost: { postMessage: receive } } };
  }),
  // addJavascriptInterface, and the embedder speaks by evaluateJavascript.
  shell('android', {}, (window, receive) => {
    window.CitizenHost = { postMessage: receive };
  }),
  // addWebMessageListener: the embedder speaks by the object itself.
  shell('android', { label: 'android, with a message listener' }, (window, receive) => {
    window.CitizenHost = { postMessage: receive, onmessage: null };
    return (message) => {
      window.CitizenHost.onmessage({ data: JSON.stringify(message) });
      return true;
    };
  }),
  shell('android', { label: 'android, by React Native' }, (window, receive) => {
    window.ReactNativeWebView = { postMessage: receive };
  }),
  shell('arkweb', {}, (window, receive) => {
    window.CitizenHost = { postMessage: receive };
  })
];
