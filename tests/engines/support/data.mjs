// What the engine floor has, by MDN's browser-compat-data.

import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const bcd = createRequire(import.meta.url)('@mdn/browser-compat-data');

/** The oldest engines that the app runs on, by their names in the data. */
export const FLOOR = { chrome: '69', chrome_android: '69', webview_android: '69', safari_ios: '13', webview_ios: '13' };

/** The folder of the project. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The folder with the release. */
export const DIST = process.env.DIST || join(root, 'dist');

/** Files of the release whose names match, as [name, text]; there must be some. */
export function shipped(pattern) {
  const names = readdirSync(DIST).filter((name) => pattern.test(name));
  if (names.length === 0) throw new Error(`${DIST} has no ${pattern}: cargo xtask build`);
  return names.map((name) => [name, readFileSync(join(DIST, name), 'utf8')]);
}

/** Whether a version is that of the floor or older. `≤37` is at most 37. */
export function notAfter(version, floor) {
  if (typeof version !== 'string' || version === 'preview') return version === true;
  return version.replace('≤', '').localeCompare(floor, 'en', { numeric: true }) <= 0;
}

/** The engines of the floor that lack a feature, as `chrome 84`: with the version that brought it. */
export function lacking(feature) {
  const { support } = feature.__compat;
  return Object.keys(FLOOR).flatMap((engine) => {
    const said = [].concat(support[engine] || []);
    const whole = (one) => !one.flags && !one.prefix && !one.alternative_name && !one.partial_implementation;
    const there = (one) => notAfter(one.version_added, FLOOR[engine]);
    const gone = (one) => one.version_removed && notAfter(one.version_removed, FLOOR[engine]);
    if (said.some((one) => whole(one) && there(one) && !gone(one))) return [];
    const since = (said.find((one) => whole(one) && one.version_added) || {}).version_added;
    return [`${engine} ${since || '(never)'}`];
  });
}

/** Only what has data of its own: a part of the tree may be there to hold others. */
export const known = (feature) => (feature && feature.__compat ? feature : undefined);
