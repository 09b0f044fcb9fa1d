// The worker that answers the app's requests where the backend is not a server or a function.

import { at, build } from './files.mjs';

/**
 * The address of the worker: the adapter's, where the config names an adapter file, else the embedded backend's. The
 * adapter's finds the address of the page and the text of the config in its fragment.
 */
export function workerAddress(configText, backend) {
  return backend.kind === 'http' && backend.adapter
    ? at(build.adapter) + '#' + [document.baseURI, configText].map(encodeURIComponent).join()
    : at(build.worker);
}
