// What is known of the deployment before its config has come: the few members of the config that the first answer shows.

import { kept } from './language.mjs';

/** Where the loader keeps them for the next visit. */
export const KNOWN = 'citizen.known';

/** An object from its JSON; empty if there is none. */
export function read(text) {
  try {
    return JSON.parse(text) || {};
  } catch (_) {
    return {};
  }
}

/** The members of a config that the first answer shows, and the bars that the embedder draws. */
export function shown(config, bar) {
  return {
    demo: ((config.backend || {}).kind || 'embedded') === 'embedded',
    routes: config.routes,
    languages: config.languages,
    language_fallback: config.language_fallback,
    brand: config.brand,
    bar: bar
  };
}

/** What is known: from the config that the page around the app hands in, from the visit before, or from the build. */
export function known(build) {
  const around = window.citizenCenter || (window.frameElement || {}).citizenCenter || {};
  return around.config ? shown(around.config) : Object.assign({}, build, read(kept(KNOWN)));
}
