// Signing in by the embedder: a code of one use, bound to a nonce of this page's; no other code signs anybody in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from './support/app.mjs';
import { opened as openedPage } from './support/browser.mjs';

const said = (key) => words('en')[key];
const SESSION = {
  citizen: 'c1', name: '示*', id_number: '9900**********0017', city: 'lakeside', payer: 'flexible',
  signed_in_at: '2026-01-01T00:00:00Z', expires_at: '2099-01-01T00:00:00Z', idle_seconds: 900,
};

/** A backend that knows one code for each nonce, once; `asked` is what it and everything else was asked for. */
function city(sign_in, member = 'embedder_sign_in') {
  const asked = [];
  const granted = new Map();
  let session = false;
  const problem = (status, type) => ({
    status, contentType: 'application/problem+json', body: JSON.stringify({ type: `/problems/${type}`, status }),
  });
  const answers = (request) => {
    const path = new URL(request.url()).pathname.replace('/api', '');
    if (path === '/v1/session' && request.method() === 'POST') {
      const { method, code, nonce } = request.postDataJSON();
      assert.equal(method, 'host_code');
      if (granted.get(nonce) !== code) return problem(422, 'wrong-answer');
      granted.delete(nonce);
      session = true;
    }
    if (path === '/v1/session') return session ? { json: SESSION } : problem(401, 'not-signed-in');
    if (path === '/v1/access-log' && session) return { json: { items: [] } };
    return path === '/v1/cities' ? { json: { items: [] } } : problem(404, 'not-found');
  };
  const prepare = async (page, context) => {
    context.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
    await context.route(/config\.json$/, (route) =>
      route.fulfill({ json: { backend: { kind: 'http', base_url: '/api' }, [member]: sign_in } }),
    );
    await context.route(/\/api\/v1\//, (route) => route.fulfill(answers(route.request())));
  };
  return { asked, granted, prepare, posts: () => asked.filter((one) => one.startsWith('POST ')).length };
}

const opened = (options, run) => openedPage({ lang: 'en', allow: [/status of 4/], ...options }, run);

const heading = (page, key) => page.getByRole('heading', { level: 1, name: said(key), exact: true });
const button = (page) => page.getByRole('button', { name: said('sign-in.host'), exact: true });

test('an embedder that answers is asked once, with a nonce, and the person is where they wanted to be', () => {
  const backend = city('ask');
  const init = `window.citizenCenter = { embedder: {
    ask: (what, nonce) => new Promise((resolve) => { window.question = [what, nonce]; window.answer = resolve; }),
  } };`;
  return opened({ path: '#/access-log', init, prepare: backend.prepare }, async ({ page }) => {
    await heading(page, 'sign-in.title').waitFor();
    await button(page).click();
    await page.waitForFunction(() => window.question);
    const [what, nonce] = await page.evaluate('question');
    assert.equal(what, 'code');
    assert.match(nonce, /^[0-9a-f]{32}$/);
    backend.granted.set(nonce, 'hc-1');
    await page.evaluate("answer('hc-1')");
    await heading(page, 'access-log.title').waitFor();
    assert.equal(backend.posts(), 1);
  });
});

test('an embedder that signs nobody in leaves the form as it is, and the app says so', () => {
  const backend = city('ask');
  const init = "window.citizenCenter = { embedder: { ask: () => Promise.reject(new Error('no')) } };";
  return opened({ path: '#/access-log', init, prepare: backend.prepare }, async ({ page }) => {
    await button(page).click();
    await page.getByText(said('notice.host-failed')).first().waitFor();
    await heading(page, 'sign-in.title').waitFor();
    assert.equal(backend.posts(), 0);
  });
});

test('an embedder that does not answer opens a page of its own, and brings the code with the address', () => {
  const backend = city('pages/sign-in');
  const init = `window.citizenCenter = { embedder: { open: (path) => { window.wanted = path; } } };`;
  return opened({ path: '#/access-log', init, prepare: backend.prepare }, async ({ page, url }) => {
    await button(page).click();
    await page.waitForFunction(() => window.wanted);
    const wanted = new URL(await page.evaluate('wanted'), url);
    assert.equal(wanted.pathname, '/pages/sign-in');
    assert.equal(wanted.searchParams.get('screen'), '/access-log');
    const nonce = wanted.searchParams.get('nonce');
    backend.granted.set(nonce, 'hc-2');
    backend.asked.length = 0;
    const handed = `${url}?t=1#/access-log?code=hc-2`;
    await page.goto(handed);
    await heading(page, 'access-log.title').waitFor();
    assert.match(page.url(), /#\/access-log$/, 'the code is gone from the address');
    assert.ok(!backend.asked.some((one) => one.includes('hc-2')), backend.asked.join('\n'));
    assert.equal(backend.posts(), 1);
    // The same address once more: to nothing that was asked, so nothing is sent.
    backend.granted.set(nonce, 'hc-2');
    await page.goto(handed.replace('t=1', 't=2'));
    await heading(page, 'access-log.title').waitFor();
    assert.equal(backend.posts(), 1, 'a code counts once');
    assert.match(page.url(), /#\/access-log$/);
  });
});

for (const [name, hash] of [
  ['that this page has not asked for', '#/access-log?code=hc-of-somebody'],
  ['with something else behind it', '#/access-log?code=hc-1&then=https://evil.example'],
]) {
  test(`a code ${name} signs nobody in`, () => {
    const backend = city('pages/sign-in');
    return opened({ path: hash, prepare: backend.prepare }, async ({ page }) => {
      await heading(page, 'sign-in.title').waitFor();
      assert.equal(backend.posts(), 0);
    });
  });
}

test('the old names of the config and of the page are taken', () => {
  const backend = city('ask', 'host_sign_in');
  const init = 'window.citizenCenter = { host: { ask: () => new Promise(() => {}) } };';
  return opened({ path: '#/access-log', init, prepare: backend.prepare }, async ({ page }) => {
    await button(page).waitFor();
  });
});

test('without an embedder there is no such button', () => {
  const backend = city('ask');
  return opened({ path: '#/access-log', prepare: backend.prepare }, async ({ page }) => {
    await heading(page, 'sign-in.title').waitFor();
    assert.equal(await button(page).count(), 0);
  });
});
