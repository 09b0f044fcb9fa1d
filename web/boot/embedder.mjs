// The way to whoever embeds the app: loads embedder.js where there may be an embedder, and tells it what happens.

import { at } from './files.mjs';
import { mayBeEmbedded } from './probe.mjs';

let port;

/**
 * Promises the port of the embedder (web/embedder/port.mjs), opened by the first call; nothing if nobody embeds the app or
 * embedder.js cannot be loaded. `named`: a name, 'auto' or an adapter; `origins`: those that may hold the app in a frame.
 */
export function embedder(named, origins) {
  if (!port) {
    port = named === 'browser' || (named === 'auto' && !mayBeEmbedded(window))
      ? Promise.resolve()
      : import(at('embedder.js')).then((it) => it.start(named, origins)).catch(() => {});
  }
  return port;
}

/** Tells the page around the app, and the embedder, what has happened. */
export function tell(event, detail) {
  if (event === 'submitted' || event === 'withdrawn') {
    window.dispatchEvent(new CustomEvent('citizencenter', { detail: event }));
  }
  embedder('auto').then((port) => port && port.tell(event, detail));
}
