// A backend that is not the embedded one, chosen by config alone: a server, or a function of the page around the app.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { heading, said } from './support/app.mjs';
import { CITY, SESSION, api, problem } from './support/api.mjs';
import { open, opened } from './support/browser.mjs';
import { placed } from './support/placed.mjs';
import { listening } from './support/ports.mjs';
import { root } from './support/server.mjs';

const PROVOKED = [/^console: /];

const failure = (page) => page.getByRole('button', { name: said('common.retry'), exact: true }).first();

// ---- a function of the page around the app

/** The example as it is deployed: the page and its scripts, and below it the app. */
const example = (context) => placed(context, 'example', 'app/', (name) => join(root, 'examples/embedder-fetch', name));

test('the example page works: the app asks its function, and nobody else', () => {
  const asked = [];
  const prepare = async (page) => {
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await example(page);
  };
  return opened({ path: 'example/#/cities', prepare }, async ({ page }) => {
    await heading(page, 'cities.title').waitFor();
    await page.getByText('Lakeside', { exact: true }).first().waitFor();
    assert.ok(!asked.some((path) => path.includes('/v1/') || path.endsWith('config.json')), asked.join(' '));
    assert.ok(!asked.some((path) => path.includes('worker')), 'the embedded backend is not loaded');
  });
});

/** Run in the page before the app: a function that answers as `window.mode` says. */
function hostile({ session, city, mode }) {
  const json = (body) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
  window.mode = mode;
  window.aborted = 0;
  window.asked = 0;
  window.citizenCenter = {
    config: {
      backend: { kind: 'embedder', limits: { call_ms: 2500, attempt_ms: 2000 }, retry: { count: 0 } },
    },
    fetch(request) {
      const path = new URL(request.url).pathname;
      if (path === '/v1/session') return Promise.resolve(json(session));
      if (path === '/v1/cities') return Promise.resolve(json({ items: [city] }));
      window.asked += 1;
      request.signal.addEventListener('abort', () => { window.aborted += 1; });
      if (window.mode === 'reject') return Promise.reject(new TypeError('no'));
      if (window.mode === 'throw') throw new Error('no');
      if (window.mode === 'early') {
        const start = (controller) => {
          controller.enqueue(new TextEncoder().encode('{"items":['));
          setTimeout(() => controller.error(new TypeError('cut')), 50);
        };
        return Promise.resolve(new Response(new ReadableStream({ start })));
      }
      if (window.mode === 'never') return new Promise(() => {});
      return Promise.resolve(json({ items: [] }));
    },
  };
}

const withEmbedder = (mode, run) => {
  const given = JSON.stringify({ session: SESSION, city: CITY, mode });
  return opened({ path: '#/applications', init: `(${hostile})(${given})` }, run);
};

for (const mode of ['reject', 'throw', 'early', 'never']) {
  test(`a function that does this is a failure that is told, and can be tried again: ${mode}`, () =>
    withEmbedder(mode, async ({ page }) => {
      await heading(page, 'applications.title').waitFor();
      await failure(page).waitFor();
      assert.equal(await page.getByText(said('applications.empty')).count(), 0, 'a failure is not "none"');
      if (mode === 'never') assert.ok((await page.evaluate('window.aborted')) >= 1, 'given up, it is aborted');
      await page.evaluate("window.mode = 'fine'");
      await failure(page).click();
      await page.getByText(said('applications.empty')).first().waitFor();
    }));
}

test('who leaves the screen aborts what it was loading', () =>
  withEmbedder('never', async ({ page }) => {
    await heading(page, 'applications.title').waitFor();
    await page.waitForFunction('window.asked > 0');
    assert.equal(await page.evaluate('window.aborted'), 0);
    await page.evaluate("location.hash = '#/help'");
    await page.waitForFunction('window.aborted > 0', undefined, { timeout: 1500 });
  }));

for (const [what, center] of [
  ['a center that is none', '1'],
  ['a fetch that is none', '{ fetch: "/api" }'],
  ['a config that is a text', '{ config: "{}" }'],
  ['a config that asks for a function that is not there', '{ config: { backend: { kind: "embedder" } } }'],
  ['a config that asks for it by the old name', '{ config: { backend: { kind: "host" } } }'],
]) {
  test(`the app does not start with ${what}, and says so`, () =>
    opened({ init: `window.citizenCenter = ${center}`, allow: PROVOKED }, async ({ page }) => {
      await page.getByText(/not set up correctly/).filter({ visible: true }).first().waitFor();
    }));
}

// ---- a server

test('every place of a config that is wrong is named in the console', async () => {
  const config = { backend: { kind: 'http', retry: { count: 99 } }, colour: 'red' };
  const { page, close, complaints } = await open({ config });
  await page.getByText(/not set up correctly/).filter({ visible: true }).first().waitFor();
  await assert.rejects(close(), /the browser complained/);
  for (const pointer of ['/backend/retry/count', '/backend/base_url', '/colour']) {
    assert.ok(complaints.some((text) => text.includes(`config.json ${pointer}: `)), pointer);
  }
});

test('a server that stumbles is asked again, in the same trace', () => {
  let stumbles = 1;
  const { asked, ...served } = api({ retry: { base_ms: 50 } }, (path) => {
    if (path === '/v1/session') return problem(401, 'not-signed-in');
    if (path === '/v1/cities' && stumbles-- > 0) return { status: 503 };
    return { json: { items: [CITY] } };
  });
  return opened({ path: '#/cities', ...served, allow: PROVOKED }, async ({ page }) => {
    await page.getByText('Lakeside', { exact: true }).first().waitFor();
    const cities = asked.filter((one) => one.path === '/v1/cities').map((one) => one.headers.traceparent.split('-'));
    assert.equal(cities.length, 2);
    assert.equal(cities[0][1], cities[1][1], 'one trace');
    assert.notEqual(cities[0][2], cities[1][2], 'two spans');
  });
});

test('the support code of an answer without one begins the id of its trace', () => {
  const { asked, ...served } = api({}, (path) =>
    path === '/v1/session' ? problem(401, 'not-signed-in') : { status: 500, body: 'broken' },
  );
  return opened({ path: '#/cities', ...served, allow: PROVOKED }, async ({ page }) => {
    await failure(page).waitFor();
    const [, trace] = asked.find((one) => one.path === '/v1/cities').headers.traceparent.split('-');
    await page.getByText(trace.slice(0, 12), { exact: true }).first().waitFor();
  });
});

test('a redirect is not followed: nothing of a request reaches another origin', async () => {
  const heard = [];
  const other = createServer((request, response) => {
    heard.push(request);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('{}');
  });
  const location = `http://127.0.0.1:${await listening(other)}/stolen`;
  const { asked, ...served } = api({ headers: { 'X-Tenant': 'a' } }, (path) =>
    path === '/v1/session' ? problem(401, 'not-signed-in') : { status: 307, headers: { location } },
  );
  // Without the policy, which would stop it as well.
  const options = { path: '#/cities', ...served, allow: [...PROVOKED, /^other origin: /], context: { bypassCSP: true } };
  try {
    await opened(options, async ({ page }) => {
      await failure(page).waitFor();
      const cities = asked.filter((one) => one.path === '/v1/cities');
      assert.equal(cities.length, 1, 'an answer that cannot be used is not asked for again');
      assert.ok(cities[0].headers.traceparent && cities[0].headers['x-tenant']);
      assert.equal(heard.length, 0);
      // This is what would have happened.
      await page.evaluate("fetch('api/v1/cities').catch(() => {})");
      assert.equal(heard.length, 1, 'a plain fetch does follow');
    });
  } finally {
    other.close();
  }
});

test('two tabs whose session has ended renew it once', async () => {
  let alive = false;
  const { asked, ...served } = api({ renewal: '/v1/session/renewal' }, async (path) => {
    if (path === '/v1/session/renewal') {
      await pause(1500);
      alive = true;
      return { status: 204 };
    }
    if (path === '/v1/cities') return { json: { items: [CITY] } };
    if (!alive) return problem(401, 'not-signed-in');
    return { json: path === '/v1/session' ? SESSION : { items: [] } };
  });
  await opened({ path: '#/applications', ...served, allow: PROVOKED }, async ({ page, context, url }) => {
    const second = await context.newPage();
    await second.goto(`${url}#/applications`);
    for (const tab of [page, second]) await tab.getByText(said('applications.empty')).first().waitFor();
    assert.equal(asked.filter((one) => one.path === '/v1/session/renewal').length, 1);
    assert.ok(asked.every((one) => one.method === 'GET' || one.headers['x-requested-with'] === 'citizen-center'));
  });
});

test('tabs wait for one another by a lock, and not for ever', () =>
  opened({}, async ({ page, context, url }) => {
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const second = await context.newPage();
    await second.goto(url);
    await second.getByRole('heading', { level: 1 }).first().waitFor();
    const take = (tab, ms) =>
      tab.evaluate((limit) => citizenBoot.lock('t', limit).then((got) => {
        window.got = got;
        return [got.waited, Boolean(got.release)];
      }), ms);
    assert.deepEqual(await take(page, 1000), [false, true], 'free');
    assert.deepEqual(await take(second, 200), [false, false], 'held by the other, and given up');
    const waits = take(second, 10000);
    await page.evaluate('got.release()');
    assert.deepEqual(await waits, [true, true], 'waited for');
    await second.close();
    assert.deepEqual(await take(page, 5000).then(([, held]) => held), true, 'a tab that is gone holds nothing');
  }));
