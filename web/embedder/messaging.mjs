// Hosts that are not a platform but somebody's own page or app, and speak the messages of docs/host-message.schema.json
// both ways: the page around an iframe, and the native code around a web-view.

import { order, understood } from './message.mjs';
import { questions } from './questions.mjs';

const ALL = { ask: true, tell: true, title: true, close: true, back: true, scale: true, code: true };

function talking(name, send, listen) {
  const asked = questions(send);
  return {
    name: name,
    // Only they know what they draw; they say so by `bar`.
    bar: 'none',
    delivery: 'live',
    can: ALL,
    begin: (heard, usable) => {
      listen((said) => {
        const message = understood(said);
        if (message) {
          asked.heard(message);
          heard(message);
        }
      }, usable);
    },
    tell: send,
    title: (text) => send(order('title', text)),
    close: () => send(order('close')),
    ask: asked.ask
  };
}

/** The origin of the page around, as far as the browser says. */
function origin(window) {
  const around = window.location.ancestorOrigins;
  if (around && around.length > 0) {
    return around[0];
  }
  try {
    return new window.URL(window.document.referrer).origin;
  } catch (_) {
    return undefined;
  }
}

/**
 * The page around an iframe. Only the parent window is spoken to and listened to, and only if its origin is the app's
 * own or one that the config names. Where the browser keeps it secret, it is the one that the parent's first
 * message came from.
 */
export function iframe(window, origins) {
  const allowed = [window.location.origin].concat(origins);
  const known = (one) => one !== undefined && one !== 'null' && allowed.indexOf(one) >= 0;
  let target = origin(window);
  const secret = target === undefined;
  return talking(
    'iframe',
    (message) => { window.parent.postMessage(message, target); },
    (said, usable) => {
      window.addEventListener('message', (event) => {
        if (event.source !== window.parent || !known(event.origin)) {
          return;
        }
        if (secret && target === undefined) {
          target = event.origin;
          usable();
        }
        if (event.origin === target) {
          said(event.data);
        }
      });
      if (known(target)) {
        usable();
      }
    }
  );
}

/**
 * Native code around a web-view: WKWebView's handler or an injected object, by the name of CitizenHost, or that of React
 * Native. It is spoken to by texts, and speaks by calling `citizenCenterHeard(text)`, or by `onmessage`
 * of its object (androidx.webkit).
 */
export const shell = (name) => (window) => {
  const handlers = (window.webkit && window.webkit.messageHandlers) || {};
  const channel = handlers.CitizenHost || window.CitizenHost || window.ReactNativeWebView;
  return talking(
    name,
    (message) => { channel.postMessage(JSON.stringify(message)); },
    (said, usable) => {
      window.citizenCenterHeard = said;
      if (channel && 'onmessage' in channel) {
        channel.onmessage = (event) => said(event.data);
      }
      if (channel) {
        usable();
      }
    }
  );
};
