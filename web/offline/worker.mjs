// The service worker. The build writes it as offline-<stamp>.js with the list of the release's files before it
// (xtask/src/offline.rs). It answers for those files, for the app's page and for the files of the deployment that its own
// address names (rules.mjs, `uses`), and for nothing else: no request to a backend passes through it.
//
// Each address says which release it is of, by a hash or a stamp. So it does not matter which release the worker itself is
// of: a page of any release is answered from the cache of its own. docs/decisions/offline.md.

import { below, isFresh, isOfRelease, isPage, isSettled, isWanted, prefix, releaseOf } from './rules.mjs';

/** `stamp`, and `files`: path to integrity, `sha256-…`. */
const release = self.release;
const scope = new URL('./', location.href).href;
const asked = new URLSearchParams(location.search);
const deployed = asked.getAll('file');

/** One cache for each release, and one for the files of the deployment. A release is complete once its page is in it. */
const nameOf = (stamp) => prefix(scope) + stamp;
const OWN = nameOf(release.stamp);
const DEPLOYMENT = nameOf('deployment');
const PAGE = scope;

/** How long a line is waited for that may be dead, in milliseconds. */
const PATIENCE_MS = 3000;
/** The header that says when the server has confirmed a kept answer. */
const CONFIRMED = 'X-Confirmed';

const confirmed = (answer) => Number(answer.headers.get(CONFIRMED));
/**
 * What is kept under an address, in the cache of that name or in any. Servers name headers of the request in `Vary` that make
 * no difference here. No cache is opened for it: that would make one anew which the page has taken away. Storage that fails
 * is as good as empty.
 */
const find = (key, name) => caches.match(key, Object.assign({ ignoreVary: true }, name && { cacheName: name })).catch(() => {});

/** Keeps an answer. A new one is made of it: one that was redirected could not answer a navigation. */
async function store(cache, key, answer, at) {
  const headers = new Headers(answer.headers);
  headers.set(CONFIRMED, at);
  await cache.put(key, new Response(await answer.blob(), { headers: headers }));
}

/** A file of this release, as its list says: whatever else is under that name is not taken. */
const request = (path, cache) => new Request(scope + path, { integrity: release.files[path], cache: cache });

/** The names of the caches of releases. */
async function releases() {
  const names = await caches.keys().catch(() => []);
  return names.filter((name) => name.startsWith(prefix(scope)) && name !== DEPLOYMENT);
}

async function install() {
  const cache = await caches.open(OWN);
  const wanted = Object.keys(release.files).filter((path) => isWanted(path, asked));
  const add = (how) => cache.addAll(wanted.map((path) => request(path, how)));
  try {
    // The page has loaded all of them: they come from the browser's own cache. What is wrong there comes from the server.
    await add('force-cache').catch(() => add('no-cache'));
    const page = await fetch(PAGE, { cache: 'force-cache' });
    if (!page.ok || releaseOf(await page.clone().text()) !== release.stamp) {
      throw new Error('the server has another release by now');
    }
    // What is missing is missing in the app as well.
    await Promise.all(deployed.map((path) => refreshed(path, 'force-cache').catch(() => {})));
    await store(cache, PAGE, page, Date.now());
  } catch (error) {
    if (!(await find(PAGE, OWN))) {
      await caches.delete(OWN);
    }
    throw error;
  }
}

/** Only now no page is open that an older worker answers, so none of another release: nobody needs their files. */
async function activate() {
  const { navigationPreload } = self.registration;
  const names = await releases();
  await Promise.all(names.filter((name) => name !== OWN).map((name) => caches.delete(name)));
  if (navigationPreload) {
    await navigationPreload.enable();
  }
}

/** Asks for a file of the deployment, and keeps it if there is room. */
async function refreshed(path, how) {
  const answer = await fetch(scope + path, { cache: how });
  if (answer.ok) {
    const copy = answer.clone();
    await caches.open(DEPLOYMENT).then((cache) => store(cache, path, copy, Date.now())).catch(() => {});
  }
  return answer;
}

/** The page that was confirmed last, of whichever release. */
async function keptPage() {
  let last;
  for (const name of await releases()) {
    const page = await find(PAGE, name);
    if (page && !(last && confirmed(last) > confirmed(page))) {
      last = page;
    }
  }
  return last;
}

/** Takes in what the server says of the page: that it is still this one, or that there is another release. */
async function heard(answer) {
  const stamp = answer.ok ? releaseOf(await answer.clone().text()) : undefined;
  if (stamp === undefined) {
    // Not the server's own word: a network that wants to be signed in to first, or a failure.
    return;
  }
  for (const name of await releases()) {
    const cache = await caches.open(name);
    const page = await find(PAGE, name);
    if (page && name === nameOf(stamp)) {
      await store(cache, PAGE, answer.clone(), Date.now());
    } else if (page) {
      await store(cache, PAGE, page, 1);
    }
  }
}

/**
 * What is kept, at once where that was confirmed lately; else what the server answers, or what is kept if that does not come
 * or is a failure.
 */
function either(kept, answer, atOnce) {
  if (!kept) {
    return answer;
  }
  if (atOnce && isFresh(confirmed(kept), Date.now())) {
    return kept;
  }
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([answer.then((came) => (came.status < 500 ? came : kept)), late]).catch(() => kept);
}

/** The page for an address below the folder: what it names is in the folder all the same. */
async function based(page) {
  const html = await page.text();
  const base = '<head><base href="' + new URL(scope).pathname + '">';
  return new Response(html.includes('<base ') ? html : html.replace('<head>', base), { headers: page.headers });
}

/** The app's page. An address within the app is for the server to know; only the page itself is answered at once. */
async function page(event, path) {
  const answer = Promise.resolve(event.preloadResponse).then((come) => come || fetch(event.request));
  event.waitUntil(answer.then((come) => heard(come.clone())).catch(() => {}));
  // What is fresh was confirmed last: a page of another release that came later would have said so.
  const own = await find(PAGE, OWN);
  const kept = own && isFresh(confirmed(own), Date.now()) ? own : await keptPage();
  const isRoot = isPage(path, 'hash');
  return either(kept && !isRoot ? await based(kept) : kept, answer, isRoot);
}

/** When a person has reloaded a page: what was confirmed before that is asked for again. */
let reloaded = 0;

/** A file of the deployment. */
async function deployment(event, path) {
  const kept = await find(scope + path, DEPLOYMENT);
  if (kept && confirmed(kept) > reloaded && isSettled(confirmed(kept), Date.now())) {
    return kept;
  }
  const answer = refreshed(path, 'no-cache');
  event.waitUntil(answer.catch(() => {}));
  return either(kept, answer, true);
}

/** A file of a release: from its cache, else from the server, which is held to what the list says. */
async function file(event, path) {
  const { url } = event.request;
  const kept = (await find(url, OWN)) || (await find(url));
  if (kept || !release.files[path]) {
    return kept || fetch(event.request);
  }
  const answer = await fetch(request(path));
  if (answer.ok && (await find(PAGE, OWN))) {
    const copy = answer.clone();
    event.waitUntil(caches.open(OWN).then((cache) => cache.put(url, copy)).catch(() => {}));
  }
  return answer;
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { cache, method, mode, url } = event.request;
  const path = method === 'GET' ? below(scope, url) : undefined;
  if (path === undefined) {
    return;
  }
  if (mode === 'navigate') {
    reloaded = cache === 'default' ? reloaded : Date.now();
    if (isPage(path, asked.get('routes'))) {
      event.respondWith(page(event, path));
    }
  } else if (deployed.includes(path)) {
    event.respondWith(deployment(event, path));
  } else if (isOfRelease(path)) {
    event.respondWith(file(event, path));
  }
});
