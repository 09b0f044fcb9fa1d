// The language of the app, and its words.

import { build, get } from './files.mjs';

/** The language chosen before. */
function chosen() {
  try {
    return localStorage.getItem('citizen.lang');
  } catch (_) {
    // Storage is barred: nothing was chosen.
  }
}

/** The languages of the config, or those of this build: a list of `tag=name`. */
export function languages(config) {
  const named = config.languages || {};
  const tags = Object.keys(named);
  return tags.length > 0 ? tags.map((tag) => tag + '=' + named[tag]) : build.locales.split('|');
}

/** The tag in `tag=name`. */
export const tagOf = (language) => language.split('=')[0];

/** The one of these tags to begin with: asked for in the address, chosen before, preferred by the browser, or the first. */
export function pick(tags) {
  const asked = new URLSearchParams(location.search).get('lang');
  const wishes = [asked, chosen()].concat(navigator.languages || [navigator.language]);
  for (const wish of wishes) {
    const tag = String(wish || '').toLowerCase();
    const same = tags.find((one) => one.toLowerCase() === tag);
    const near = tags.find((one) => one.split('-')[0].toLowerCase() === tag.split('-')[0]);
    if (same || near) {
      return same || near;
    }
  }
  return tags[0];
}

/** Promises the text of a language's words. `name`, if there is one, replaces the app's own name. */
export function words(tag, name) {
  return get('locales/' + tag + '.json', 'words')
    .then((answer) => answer.text())
    .then((text) => (name ? JSON.stringify(Object.assign(JSON.parse(text), { 'app.name': name })) : text));
}
