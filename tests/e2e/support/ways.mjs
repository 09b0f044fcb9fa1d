// The ways on which the app reaches a backend. A journey does not know which it is on: it asks the app for somebody
// signed in, for a code, for a failure, and the way sees to it.
//
//   embedded   the backend in the browser itself
//   server     the reference server, behind a proxy
//   embedder   the same, over a function of the page around the app

import assert from 'node:assert/strict';
import { Embedded } from './embedded.mjs';
import { Embedder, Server } from './remote.mjs';

const WAYS = { embedded: Embedded, server: Server, embedder: Embedder };

/** Starts the one that the options of the app name. */
export function startWay(options) {
  const way = WAYS[options.way || 'embedded'];
  assert.ok(way, `no way ${options.way}`);
  return way.start(options);
}
