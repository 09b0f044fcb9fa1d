// Backends of other shapes, each behind a map: the same wasm, another config. They are the programs in tests/foreign.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { withApp } from './support/app.mjs';
import { open, opened } from './support/browser.mjs';
import { besideApp } from './support/hostile.mjs';
import { PASSWORD, PEOPLE } from './support/people.mjs';
import { start } from './support/program.mjs';
import { root } from './support/server.mjs';

const MB = 1024 * 1024;
const map = (name) => readFileSync(join(root, `crates/adapter/maps/${name}.json`), 'utf8');

/** Runs a foreign backend for as long as the test does. */
async function foreign(name, run) {
  const backend = await start(process.execPath, [join(root, `tests/foreign/${name}.mjs`)]);
  try {
    await run(backend.url, backend);
  } finally {
    await backend.stop();
  }
}

/** The config that names a map, with other limits if there are any. */
const behind = (limits) => ({ backend: { kind: 'http', base_url: '/city', adapter: 'maps/city.json', limits } });

/** Puts the map and, below the app's own address, what answers where the app looks for them. */
const routes = (text, answer) => async (page, context) => {
  await context.route(/\/maps\/city\.json$/, (route) => route.fulfill({ contentType: 'application/json', body: text }));
  await context.route(/\/city\//, answer);
};

/** What answers for the backend at an address; `asked` is what it was asked. */
const passedOn = (address, asked) => async (route) => {
  const request = route.request();
  const { origin, host, ...headers } = await request.allHeaders();
  const path = request.url().replace(/^.*?\/city\//, '/');
  asked.push({ method: request.method(), path, headers });
  const plain = Object.fromEntries(Object.entries(headers).filter(([key]) => !key.startsWith(':')));
  const sent = { method: request.method(), headers: plain, body: request.postDataBuffer() || undefined };
  try {
    const answer = await fetch(address + path, sent);
    const body = Buffer.from(await answer.arrayBuffer());
    await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
  } catch (_) {
    // The test has ended, and with it the backend and perhaps the page.
    await route.abort().catch(() => {});
  }
};

for (const name of ['envelope', 'coded', 'snake']) {
  test(`the seven taps, the submission and its withdrawal work behind a map: ${name}`, () =>
    foreign(name, (address, backend) => {
      const asked = [];
      const loaded = [];
      const around = routes(map(name), passedOn(address, asked));
      const prepare = (page, context) => {
        context.on('request', (request) => loaded.push(new URL(request.url()).pathname));
        return around(page, context);
      };
      // A browser says on its console that nobody was signed in at first.
      return withApp({ lang: 'en', path: '#/card', config: behind(), prepare, allow: [/status of 401/] }, async (app) => {
        await app.signIn(PEOPLE.flexible[2], PASSWORD);
        await app.heading('card.title');
        // The password was the first factor.
        app.code = () => backend.ask('code');
        await app.stops();
        await app.takesBack();
        assert.ok(asked.length > 5 && !asked.some((one) => one.path.startsWith('/v1/')), 'nothing of the contract reaches it');
        assert.ok(asked.every((one) => one.method === 'GET' || one.headers['x-requested-with']), 'the header of the config');
        assert.ok(loaded.some((path) => path.includes('/adapter-worker-')), 'the adapter is loaded');
        assert.ok(!loaded.some((path) => path.includes('/worker-')), 'the embedded backend is not');
      });
    }));
}

test('the adapter stops what nobody waits for any more', () => {
  const config = behind({ call_ms: 1000, attempt_ms: 1000 });
  // Never answered.
  const prepare = routes(map('envelope'), () => {});
  return withApp({ lang: 'en', path: '#/cities', config, prepare }, async (app) => {
    await app.heading('cities.title');
    const request = await app.page.context().waitForEvent('requestfailed', (one) => one.url().includes('/city/'));
    assert.match(request.failure().errorText, /ABORTED/);
    await app.retry().waitFor();
  });
});

test('the adapter lets go of an answer that is too long before it is in memory', async () => {
  const limits = { call_ms: 120000, attempt_ms: 120000 };
  const config = { backend: { kind: 'http', base_url: '/api', adapter: 'api/map.json', limits } };
  const piece = Buffer.alloc(64 * 1024, ' ');
  let sent = 0;
  let closed = false;
  const server = await besideApp(config, (request, response, path) => {
    if (path === '/map.json') return response.writeHead(200, { 'Content-Type': 'application/json' }).end(map('envelope'));
    response.on('close', () => {
      closed = true;
    });
    response.writeHead(200, { 'Content-Type': 'application/json' });
    // Then it comes to no end.
    const goOn = () => {
      for (let more = true; more && sent < 64 * MB && !closed; sent += piece.length) more = response.write(piece);
    };
    response.on('drain', goOn);
    return goOn();
  });
  await opened({ base: server.url, path: '#/cities' }, async ({ page }) => {
    await page.getByRole('button', { name: /again/i }).first().waitFor();
    await pause(100);
    assert.ok(closed && sent < 64 * MB, `${sent / MB} MB were taken`);
  }).finally(server.close);
});

test('a map that is wrong is refused, and the console names the places', async () => {
  const text = map('envelope').replace('"offset", "most"', '"scroll", "most"');
  const { page, close, complaints } = await open({ path: '#/cities', config: behind(), prepare: routes(text, () => {}) });
  await page.getByRole('button', { name: /again/i }).first().waitFor();
  await assert.rejects(close(), /the browser complained/);
  const place = 'maps/city.json /operations/listContributions/paging/style: not page, offset or cursor';
  assert.ok(complaints.some((line) => line.includes(place)), complaints.join('\n'));
});
