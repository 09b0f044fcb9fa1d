// The config, and what the page around the app hands in.

import { coded } from './files.mjs';

function refuse(what) {
  throw coded(new TypeError('window.citizenCenter' + what), 'config');
}

/**
 * What the page around the app hands in: `fetch`, `config` as JSON, and `embedder`. It is `window.citizenCenter`, or the
 * member of that name of the frame that the app is in, if that is of the same origin (docs/embedding.md). It is read once,
 * here. A member of a wrong type is refused, and nothing is used then.
 */
export function handedIn() {
  const center = window.citizenCenter || (window.frameElement || {}).citizenCenter;
  if (center === undefined) {
    return {};
  }
  if (center === null || typeof center !== 'object') {
    refuse(': not an object');
  }
  let { fetch, config, embedder } = center;
  if (fetch !== undefined && typeof fetch !== 'function') {
    refuse('.fetch: not a function');
  }
  if (embedder === undefined) {
    // The old name.
    embedder = center.host;
  }
  if (embedder !== undefined && !(embedder && ['string', 'object'].includes(typeof embedder))) {
    refuse('.embedder: neither a name nor an adapter');
  }
  if (config !== undefined) {
    if (config === null || typeof config !== 'object') {
      refuse('.config: not an object');
    }
    // A copy, so that later changes by the page have no effect.
    config = JSON.stringify(config);
  }
  return { fetch: fetch, config: config, embedder: embedder };
}

/** The config as an object; empty if it is not JSON. The app checks it, and names what is wrong. */
export function parse(text) {
  try {
    return JSON.parse(text) || {};
  } catch (_) {
    return {};
  }
}
