// The page's side of offline.js: registers the service worker that keeps the files of the release on the device, or takes it
// away. `boot.js` loads this when the app is drawn and its parts have come. docs/decisions/offline.md.

import { mayBeEmbedded } from '../boot/probe.mjs';
import { STAMPED, prefix, uses } from './rules.mjs';

/**
 * Keeps the files, as far as the config (`settings`) lets it, for somebody who speaks `lang`. `around` is what the page around
 * the app has handed in. Nobody is told of a failure: without the worker the app is what it was.
 */
export function keep(settings, lang, around) {
  const workers = navigator.serviceWorker;
  const script = document.querySelector('script[data-wasm]');
  const stamp = STAMPED.exec(script.src);
  const scope = new URL('./', document.baseURI).href;
  if (workers && settings.offline === false) {
    return forget(workers, scope);
  }
  // A page of somebody else's, or a frame or an app that holds this one, has files and caches of its own.
  const named = around.embedder || settings.embedder || settings.host || 'auto';
  const alone = named === 'browser' || (named === 'auto' && !mayBeEmbedded(window));
  if (workers && stamp && alone && !around.config && location.href.startsWith(scope)) {
    const own = script.dataset.locales.split('|').map((language) => language.split('=')[0]);
    const address = new URL('offline-' + stamp[1] + '.js?' + uses(settings, lang, own, stamp[0]), scope);
    // The name says which release it is of: the browser need not ask on each visit whether it has changed.
    return workers.register(address, { scope: scope, updateViaCache: 'all' });
  }
}

/** Takes away the worker of this folder, with all that it has kept. */
function forget(workers, scope) {
  return Promise.all([
    workers.getRegistrations().then((all) => all.filter((one) => one.scope === scope).map((one) => one.unregister())),
    caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith(prefix(scope))).map((name) => caches.delete(name))))
  ]);
}
