// The worker that answers the app's requests where the backend is not a server or a function.

import { at, build } from './files.mjs';

/** The part of the app that speaks to the worker (src/fetch/worker.rs): nobody else loads it. */
export const CHANNEL = 'channel';

/**
 * The address of the worker, if there is to be one: the adapter's, where the config names an adapter file, or the embedded
 * backend's. The adapter's finds the address of the page and the text of the config in its fragment.
 */
export function workerAddress(configText, backend) {
  const kind = backend.kind || 'embedded';
  if (kind === 'http' && backend.adapter) {
    return at(build.adapter) + '#' + [document.baseURI, configText].map(encodeURIComponent).join();
  }
  return kind === 'embedded' ? at(build.worker) : '';
}
