// Embedders that are not a platform but somebody's own page or app, and exchange the messages of
// docs/embedder-message.schema.json: the page around an iframe, and the native code around a web-view.

import { order, understood } from './message.mjs';
import { questions } from './questions.mjs';

const ALL = { ask: true, tell: true, title: true, close: true, back: true, scale: true, code: true };

/** An adapter that sends by `send` and receives by `listen(heard, usable)`. */
function messaging(name, send, listen) {
  const asked = questions(send);
  return {
    name: name,
    // Only the embedder knows what it draws; it says so by the message `bar`.
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

/** The origin of the page around; nothing where the browser keeps it secret. */
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
 * The page around an iframe. The app sends to its parent window alone and listens to it alone, and only if the parent's
 * origin is the app's own or is named in the config. Where the browser keeps that origin secret, the parent's first message
 * tells it.
 */
export function iframe(window, origins) {
  const allowed = [window.location.origin].concat(origins);
  const known = (one) => one !== undefined && one !== 'null' && allowed.indexOf(one) >= 0;
  let target = origin(window);
  const secret = target === undefined;
  return messaging(
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
 * The native code around a web-view: WKWebView's handler or an injected object, called CitizenHost, or React Native's. It
 * gets messages as texts, and sends them by calling `citizenCenterHeard(text)` or `onmessage` of its object
 * (androidx.webkit).
 */
export const shell = (name) => (window) => {
  const handlers = (window.webkit && window.webkit.messageHandlers) || {};
  const channel = handlers.CitizenHost || window.CitizenHost || window.ReactNativeWebView;
  return messaging(
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
