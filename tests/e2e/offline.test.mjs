// A second visit, a visit without a network, and two releases: what the service worker keeps (web/offline), and what it leaves
// alone.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { said, withApp } from './support/app.mjs';
import { gate, opened, partsFetched } from './support/browser.mjs';
import { folder } from './support/folder.mjs';
import { Line } from './support/line.mjs';
import { baseUrl, dist, serve, xtask } from './support/server.mjs';

const ALLOWED = { serviceWorkers: 'allow' };
/** A browser tells of each request that does not come through. */
const CUT = [/^console: Failed to load resource/, /^console: .*net::ERR/];
/** As long as a browser may take to look whether the worker's script has changed. */
const SETTLED_MS = 2500;

const lines = [];
after(() => Promise.all(lines.map((line) => line.stop())));

/** A line to a server, which a test may cut, and which keeps what has gone over it. */
async function line(address) {
  const made = await Line.to(address);
  lines.push(made);
  return made;
}

/** A release of its own: the one of `dist`, with `change` done to its folder, and its stamp made anew. */
function release(change) {
  const path = folder();
  cpSync(dist(), path, { recursive: true });
  change(path);
  xtask('embedders', path);
  return path;
}

const edit = (path, change) => {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  rmSync(`${path}.br`, { force: true });
};
const page = (folder) => readFileSync(join(folder, 'index.html'), 'utf8');
const stampOf = (folder) => /boot\.js\?([0-9a-f]{16})"/.exec(page(folder))[1];

/** Another release: other words on Home and in a part, and other names for everything with the hash of the app. */
const second = () =>
  release((path) => {
    const [, hash] = /citizen-center-([0-9a-f]+)\.js/.exec(page(path));
    const other = hash.replace(/./g, (digit) => (15 - parseInt(digit, 16)).toString(16));
    for (const name of readdirSync(path).filter((one) => one.includes(hash))) {
      renameSync(join(path, name), join(path, name.replace(hash, other)));
    }
    for (const name of ['index.html', '_headers']) edit(join(path, name), (text) => text.replaceAll(hash, other));
    for (const [name, key] of [['en.json', 'tab.me'], ['en.guide.json', 'help.step-1']]) {
      edit(join(path, 'locales', name), (text) => {
        const words = JSON.stringify(said(key));
        assert.equal(text.split(words).length > 1, true, key);
        return text.replaceAll(words, JSON.stringify(`${said(key)} (2)`));
      });
    }
  });

/** Home is drawn by the app. */
async function home(page) {
  await page.locator('#app > .page').waitFor();
  await page.getByRole('link', { name: said('center.title'), exact: true }).first().waitFor();
}

/** The worker has everything, and answers the next page. */
const ready = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));

/** Waits until a page promises that it is so. */
async function until(page, holds, given) {
  for (let tries = 0; !(await page.evaluate(holds, given)); tries += 1) {
    assert.ok(tries < 100, `not so: ${holds}`);
    await pause(100);
  }
}

/** A first visit, after which everything is kept. */
async function visited({ page, url }) {
  await page.goto(url);
  await home(page);
  await ready(page);
}

const help = async (page, words = said('help.step-1')) => {
  await page.evaluate(() => { location.hash = '#/help'; });
  await page.getByText(words, { exact: true }).first().waitFor();
};

/** The addresses in all caches, by the last word of a cache's name: the stamp of its release. */
const kept = (page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const keys = async (name) => (await (await caches.open(name)).keys()).map((one) => one.url);
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name.split(' ').pop(), await keys(name)])));
  });

/** What is kept was confirmed that many hours ago. */
const aged = (page, hours) =>
  page.evaluate(async (hours) => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const key of await cache.keys()) {
        const answer = await cache.match(key, { ignoreVary: true });
        if (!answer.headers.has('X-Confirmed')) continue;
        const headers = new Headers(answer.headers);
        headers.set('X-Confirmed', Date.now() - hours * 60 * 60 * 1000);
        await cache.put(key, new Response(await answer.blob(), { headers }));
      }
    }
  }, hours);

test('a second visit asks the server whether the page is the same, an hour later about the config too, and for nothing else', async () => {
  const to = await line(await baseUrl());
  await opened({ base: to.url, goto: false, context: ALLOWED }, async (app) => {
    await visited(app);
    const asks = async (wanted, open) => {
      to.asked.length = 0;
      await open();
      await home(app.page);
      await partsFetched(app.page);
      await help(app.page);
      await pause(SETTLED_MS);
      assert.deepEqual(to.asked.map(({ path, status }) => `${path} ${status}`).sort(), wanted);
    };
    const visit = async () => {
      await app.page.goto('about:blank');
      await app.page.goto(app.url);
    };
    await asks(['/ 304'], visit);
    await asks(['/ 304', '/config.json 304'], async () => {
      await app.page.evaluate(() => { location.hash = '#/'; });
      await app.page.reload();
    });
    await aged(app.page, 2);
    await asks(['/ 304', '/config.json 304'], visit);
    await asks(['/ 304'], visit);
  });
});

test('the first visit waits for nothing of it', async () => {
  const to = await line(await baseUrl());
  await opened({ base: to.url, goto: false, context: ALLOWED }, async ({ page, url }) => {
    await page.goto(url);
    await home(page);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    await ready(page);
    const at = (pattern) => to.asked.findIndex(({ path }) => pattern.test(path));
    const last = to.asked.findLastIndex(({ path }) => /\.wasm$/.test(path));
    assert.ok(at(/\/offline-/) > last, 'the worker comes after all parts');
    // The files with a hash are in the browser's own cache by then.
    const twice = to.asked.filter(({ path, status }, i, all) => status === 200 && all.findIndex((one) => one.path === path) < i);
    assert.deepEqual(twice.map(({ path }) => path), []);
  });
});

test('without a network the app opens, and with the embedded backend does all that it can', async () => {
  const to = await line(await baseUrl());
  await opened({ base: to.url, goto: false, context: ALLOWED, allow: CUT }, async (app) => {
    await visited(app);
    to.state = 'cut';
    await app.page.goto(app.url);
    await home(app.page);
    await help(app.page);
    await aged(app.page, 25);
    await app.page.reload();
    await app.page.getByText(said('help.step-1'), { exact: true }).first().waitFor();
  });
});

test('where addresses are paths each of them opens without a network', async () => {
  const path = release((folder) => edit(join(folder, 'config.json'), () => JSON.stringify({ backend: { kind: 'embedded' }, routes: 'path' })));
  const to = await line(await serve(path));
  await opened({ base: to.url, goto: false, context: ALLOWED, allow: CUT }, async (app) => {
    const { page, url } = app;
    await visited(app);
    to.state = 'cut';
    for (const address of ['help', 'apply/stop-contributions', '']) {
      await page.goto(url + address);
      await page.locator('#app > .page').waitFor();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      assert.equal(new URL(page.url()).pathname, `/${address}`);
    }
    // What is no page of the app is not answered for.
    to.state = 'up';
    const answer = await page.goto(`${url}verify.txt`);
    assert.deepEqual([answer.status(), answer.fromServiceWorker()], [404, false]);
  });
});

test('on a line that is dead the page is waited for, but not for long', async () => {
  const to = await line(await baseUrl());
  await opened({ base: to.url, goto: false, context: ALLOWED, allow: CUT }, async (app) => {
    await visited(app);
    await aged(app.page, 25);
    to.state = 'dead';
    const began = Date.now();
    await app.page.goto(app.url);
    await home(app.page);
    const took = Date.now() - began;
    assert.ok(took > 2900 && took < 12000, `${took} ms`);
    to.state = 'up';
  });
});

test('without a network a page that needs the server says so, and can be tried again', () =>
  withApp({ way: 'server', context: ALLOWED, allow: CUT }, async (app) => {
    const to = new Line(app.way.proxy);
    const { page } = app;
    await visited({ page, url: to.url });
    to.state = 'cut';
    await app.context.setOffline(true);
    await page.goto(to.url);
    await page.locator('#app > .page').waitFor();
    await page.getByText(said('home.title'), { exact: true }).first().waitFor();
    await app.says('common.offline');
    await help(page);
    await app.goto('/record');
    await app.retry().waitFor();
    await page.getByText(said('failure.never-sent'), { exact: true }).first().waitFor();
    // The browser says that there is a network: the app tries again by itself, but the line is still cut.
    await app.context.setOffline(false);
    await page.waitForFunction(() => !document.querySelector('.bones'));
    await app.retry().waitFor();
    to.state = 'up';
    await app.retry().click();
    await app.heading('sign-in.title');
    assert.equal(await app.retry().count(), 0);
  }));

test('a tab that stays open goes on with its own release; another gets the new one whole', async () => {
  const releases = [dist(), second()];
  const [first, next] = await Promise.all(releases.map(serve));
  const stamps = releases.map(stampOf);
  const hashes = releases.map((path) => /citizen-center-([0-9a-f]+)\.js/.exec(page(path))[1]);
  const to = await line(first);
  // A part that does not come by itself, so that it is not here yet when there is another release.
  const [freed, free] = gate();
  const init = () => {
    const { fetch } = window;
    window.fetch = (...args) => (/\/guide-/.test(args[0]) ? window.guideMayCome().then(() => fetch(...args)) : fetch(...args));
  };
  const prepare = (_, context) => context.exposeFunction('guideMayCome', () => freed);
  /** Every address that the page has asked for is of that release. */
  const wholly = async (page, at) => {
    const asked = await page.evaluate(() => performance.getEntriesByType('resource').map((one) => one.name));
    const other = asked.filter((name) => name.includes(stamps[1 - at]) || name.includes(hashes[1 - at]));
    assert.deepEqual(other, [], `a page of release ${at + 1}`);
    assert.ok(asked.some((name) => name.endsWith(`boot.js?${stamps[at]}`)));
  };
  const me = (page, at) => page.getByRole('link', { name: at === 0 ? said('tab.me') : `${said('tab.me')} (2)`, exact: true }).first().waitFor();
  await opened({ base: to.url, goto: false, context: ALLOWED, prepare }, async ({ page: tab, context, url }) => {
    await visited({ page: tab, url });
    await tab.addInitScript(init);
    await tab.goto(url);
    await home(tab);
    to.server = next;
    to.asked.length = 0;
    free();
    await help(tab);
    assert.ok(!to.asked.some(({ path }) => path !== '/' && path !== '/config.json'), JSON.stringify(to.asked));
    // Another tab: the release that was confirmed lately, whole; with that the new one is known.
    const other = await context.newPage();
    await other.goto(url);
    await home(other);
    await me(other, 0);
    await wholly(other, 0);
    for (;;) {
      await other.goto(url);
      await home(other);
      if ((await other.locator('script[data-wasm]').getAttribute('src')).includes(stamps[1])) break;
    }
    await me(other, 1);
    await help(other, `${said('help.step-1')} (2)`);
    await wholly(other, 1);
    // Both are kept as long as there is a page of the first.
    await until(other, async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting));
    assert.deepEqual(Object.keys(await kept(other)).filter((name) => stamps.includes(name)).sort(), [...stamps].sort());
    await tab.evaluate(() => { location.hash = '#/'; });
    await me(tab, 0);
    await tab.evaluate((name) => fetch(name).then((answer) => { window.status = answer.status; }), `locales/en.card.json?${stamps[0]}`);
    assert.equal(await tab.evaluate('window.status'), '200');
    await wholly(tab, 0);
    // The new one is kept by now: it opens without a network, whichever worker answers.
    to.state = 'cut';
    await other.goto(url);
    await me(other, 1);
    await wholly(other, 1);
    to.state = 'up';
    // And the first goes with its last page.
    await tab.close();
    await other.goto('about:blank');
    await pause(500);
    await other.goto(url);
    await me(other, 1);
    await until(other, async (stamp) => !(await caches.keys()).some((name) => name.endsWith(stamp)), stamps[0]);
  });
});

test('a build without a stamp, such as an older one, takes the place of a release as well', async () => {
  const path = release((folder) => {
    const stamp = stampOf(folder);
    edit(join(folder, 'index.html'), (text) => text.replaceAll(`?${stamp}`, ''));
    rmSync(join(folder, `offline-${stamp}.js`));
  });
  const to = await line(await baseUrl());
  await opened({ base: to.url, goto: false, context: ALLOWED }, async (app) => {
    await visited(app);
    to.server = await serve(path);
    for (const src of [`./boot.js?${stampOf(dist())}`, './boot.js']) {
      await app.page.goto(app.url);
      await home(app.page);
      assert.equal(await app.page.locator('script[data-wasm]').getAttribute('src'), src);
      await pause(SETTLED_MS);
    }
  });
});

test('what is not what the list of the release says is not kept', async () => {
  const path = release(() => {});
  edit(join(path, 'locales/en.card.json'), (text) => text.replace(/"\}/, ' "}'));
  const to = await line(await serve(path));
  await opened({ base: to.url, goto: false, context: ALLOWED, allow: [/integrity/, /digest/] }, async ({ page, url }) => {
    await page.goto(url);
    await home(page);
    await page.waitForFunction(() => performance.getEntriesByType('resource').some((one) => /offline\.js/.test(one.name)));
    await pause(SETTLED_MS);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    assert.deepEqual(await kept(page), {});
  });
});

test('a config that says no takes away what an earlier visit has kept', async () => {
  const path = release(() => {});
  const to = await line(await serve(path));
  const config = (value) => edit(join(path, 'config.json'), () => JSON.stringify({ backend: { kind: 'embedded' }, offline: value }));
  await opened({ base: to.url, goto: false, context: ALLOWED }, async ({ page, url }) => {
    await visited({ page, url });
    assert.ok(Object.keys(await kept(page)).length > 0);
    config(false);
    // The config is used at once and, after a reload, asked for again meanwhile: it holds from the next visit.
    for (const visit of [() => page.reload(), () => page.goto(url)]) {
      await visit();
      await home(page);
      await pause(SETTLED_MS);
    }
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    assert.deepEqual(await kept(page), {});
    await page.goto(url);
    await home(page);
    await pause(SETTLED_MS);
    assert.deepEqual(await kept(page), {});
  });
});

test('a frame keeps nothing', () =>
  opened({ goto: false, context: ALLOWED }, async ({ page, url }) => {
    const around = '<!DOCTYPE html><link rel="icon" href="data:,"><iframe src="."></iframe>';
    await page.route(`${url}around`, (route) => route.fulfill({ contentType: 'text/html', body: around }));
    await page.goto(`${url}around`);
    const frame = page.frames()[1];
    await frame.locator('#app > .page').waitFor();
    await pause(SETTLED_MS);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  }));

test('what is asked of a backend does not pass the worker, and nothing of it is kept', () =>
  withApp({ way: 'server', context: ALLOWED }, async (app) => {
    const { page } = app;
    await ready(page);
    await page.reload();
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    const answers = [];
    page.on('response', (answer) => answers.push(answer));
    await app.become('flexible');
    await app.goto('/record', 'record.title');
    await app.loaded();
    const api = answers.filter((answer) => new URL(answer.url()).pathname.startsWith('/v1/'));
    assert.ok(api.some((answer) => answer.request().method() === 'POST') && api.length > 2, `${api.length}`);
    assert.deepEqual(api.filter((answer) => answer.fromServiceWorker()).map((answer) => answer.url()), []);
    const all = Object.values(await kept(page)).flat();
    assert.ok(all.length > 10);
    assert.deepEqual(all.filter((url) => /\/v1\//.test(url)), []);
  }));
