// What both sides agree on, the page (page.mjs) and the service worker (worker.mjs): names, and decisions without a browser.

/** How the stamp of a release stands behind the names of its files that have no hash of their own: `boot.js?0123…`. */
export const STAMPED = /\?([0-9a-f]{16})$/;

/** The caches of an app in this folder begin so: two apps on one origin do not touch each other's. */
export const prefix = (scope) => 'citizen-center ' + scope + ' ';

const HOUR_MS = 60 * 60 * 1000;

/** Whether the server has confirmed something so lately, in hours. A clock that was put back confirms nothing. */
const within = (hours) => (confirmed, now) => confirmed <= now && now - confirmed < hours * HOUR_MS;

/** Whether what was confirmed at a time may be used at once, and asked for again meanwhile: for a day. */
export const isFresh = within(24);
/** Whether it is not even asked for again, unless a person reloads the page: for an hour. */
export const isSettled = within(1);

/** The path below the scope, with its query; nothing for an address elsewhere. */
export function below(scope, address) {
  const bare = address.split('#')[0];
  return bare.startsWith(scope) ? bare.slice(scope.length) : undefined;
}

/** Whether a path is a file of some release: its name has a hash or a stamp in it. Nothing of a backend is. */
export const isOfRelease = (path) =>
  /^[\w-]+-[0-9a-f]{10,}\w*\.\w+$/.test(path) || /^(locales\/)?[\w.-]+\?[0-9a-f]{16}$/.test(path);

/** Whether a path is the app's page: its folder, or an address in it where addresses are written as paths. */
export function isPage(path, routes) {
  const bare = path.split('?')[0];
  return bare === '' || bare === 'index.html' || (routes === 'path' && !bare.includes('.'));
}

/** The stamp of the release that a page is of, empty for a build without one; nothing for a page that is not the app's. */
export function releaseOf(html) {
  const loader = / src="\.\/boot\.js(?:\?([0-9a-f]{16}))?"/.exec(html);
  return loader ? loader[1] || '' : undefined;
}

/** Whether a deployment that says so (see `uses`) keeps a file: words of one language, the worker of one backend. */
export function isWanted(path, asked) {
  const words = /^locales\/([\w-]+)\./.exec(path);
  const worker = /^(adapter-worker|worker)-/.exec(path);
  return words ? words[1] === asked.get('lang') : !worker || worker[1] === asked.get('worker');
}

/**
 * What a deployment keeps, by its config, as the query of the worker's address: so the worker knows it before anything is
 * loaded, and another config is another worker. `file` names files that are not of the release. `own` are the languages that
 * the release has words in, `stamp` is its stamp with the question mark.
 */
export function uses(settings, lang, own, stamp) {
  const backend = settings.backend || {};
  const adapter = backend.kind === 'http' && backend.adapter;
  const worker = adapter ? 'adapter-worker' : (backend.kind || 'embedded') === 'embedded' && 'worker';
  const asked = new URLSearchParams({ lang: lang });
  const say = (name, value) => value && asked.append(name, value);
  say('worker', worker);
  say('routes', settings.routes);
  say('file', 'config.json');
  say('file', adapter);
  say('file', (settings.brand || {}).logo);
  say('file', !own.includes(lang) && 'locales/' + lang + '.json' + stamp);
  return asked.toString();
}
