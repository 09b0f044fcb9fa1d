// The language of the app, and its words.

import { build, get, stamp } from './files.mjs';

export { mark, pick } from '../first/language.mjs';

/** Whether that is a language tag for `Intl`, which throws at any other. */
function isTag(tag) {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch (_) {
    // The config is wrong: the app says where.
  }
}

/** The languages of the config, or those of this build: a list of `tag=name`. */
export function languages(config) {
  const named = config.languages || {};
  const tags = Object.keys(named).filter(isTag);
  return tags.length > 0 ? tags.map((tag) => tag + '=' + named[tag]) : build.locales.split('|');
}

/** The tag in `tag=name`. */
export const tagOf = (language) => language.split('=')[0];

/** Promises the text of a language's words. `name`, if there is one, replaces the app's own name. */
export function words(tag, name) {
  return get('locales/' + tag + '.json' + stamp, 'words')
    .then((answer) => answer.text())
    .then((text) => (name ? JSON.stringify(Object.assign(JSON.parse(text), { 'app.name': name })) : text));
}
