// Signing in by the embedder: a code of one use, bound to a nonce of this page's; no other code signs anybody in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SESSION, api, problem } from './support/api.mjs';
import { heading, said } from './support/app.mjs';
import { opened } from './support/browser.mjs';

/**
 * Opens a personal screen over a backend that knows one code for each nonce, once. `how` is said by the config, as that
 * `member`; `init` is the page around the app.
 */
function inCity({ how = 'ask', member = 'embedder_sign_in', path = '#/access-log', init }, run) {
  const granted = new Map();
  let session = false;
  const answers = (path, request) => {
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
  const { asked, ...served } = api({}, answers, { [member]: how });
  const posts = () => asked.filter((one) => one.method === 'POST').length;
  return opened({ lang: 'en', allow: [/status of 4/], path, init, ...served }, (app) => run({ ...app, granted, posts }));
}

const button = (page) => page.getByRole('button', { name: said('sign-in.embedder'), exact: true });

test('an embedder that answers is asked once, with a nonce, and the person is where they wanted to be', () => {
  const init = `window.citizenCenter = { embedder: {
    ask: (what, nonce) => new Promise((resolve) => { window.question = [what, nonce]; window.answer = resolve; }),
  } };`;
  return inCity({ init }, async ({ page, granted, posts }) => {
    await heading(page, 'sign-in.title').waitFor();
    await button(page).click();
    await page.waitForFunction(() => window.question);
    const [what, nonce] = await page.evaluate('question');
    assert.equal(what, 'code');
    assert.match(nonce, /^[0-9a-f]{32}$/);
    granted.set(nonce, 'hc-1');
    await page.evaluate("answer('hc-1')");
    await heading(page, 'access-log.title').waitFor();
    assert.equal(posts(), 1);
  });
});

test('an embedder that signs nobody in leaves the form as it is, and the app says so', () => {
  const init = "window.citizenCenter = { embedder: { ask: () => Promise.reject(new Error('no')) } };";
  return inCity({ init }, async ({ page, posts }) => {
    await button(page).click();
    await page.getByText(said('notice.embedder-failed')).first().waitFor();
    await heading(page, 'sign-in.title').waitFor();
    assert.equal(posts(), 0);
  });
});

test('an embedder that does not answer opens a page of its own, and brings the code with the address', () => {
  const init = `window.citizenCenter = { embedder: { open: (path) => { window.wanted = path; } } };`;
  return inCity({ how: 'pages/sign-in', init }, async ({ page, context, url, granted, posts }) => {
    await button(page).click();
    await page.waitForFunction(() => window.wanted);
    const wanted = new URL(await page.evaluate('wanted'), url);
    assert.equal(wanted.pathname, '/pages/sign-in');
    assert.equal(wanted.searchParams.get('screen'), '/access-log');
    const nonce = wanted.searchParams.get('nonce');
    granted.set(nonce, 'hc-2');
    const asked = [];
    context.on('request', (request) => asked.push(request.url()));
    const handed = `${url}?t=1#/access-log?code=hc-2`;
    await page.goto(handed);
    await heading(page, 'access-log.title').waitFor();
    assert.match(page.url(), /#\/access-log$/, 'the code is gone from the address');
    assert.ok(!asked.some((one) => one.includes('hc-2')), asked.join('\n'));
    assert.equal(posts(), 1);
    // The same address once more: to nothing that was asked, so nothing is sent.
    granted.set(nonce, 'hc-2');
    await page.goto(handed.replace('t=1', 't=2'));
    await heading(page, 'access-log.title').waitFor();
    assert.equal(posts(), 1, 'a code counts once');
    assert.match(page.url(), /#\/access-log$/);
  });
});

for (const [name, hash] of [
  ['that this page has not asked for', '#/access-log?code=hc-of-somebody'],
  ['with something else behind it', '#/access-log?code=hc-1&then=https://evil.example'],
]) {
  test(`a code ${name} signs nobody in`, () =>
    inCity({ how: 'pages/sign-in', path: hash }, async ({ page, posts }) => {
      await heading(page, 'sign-in.title').waitFor();
      assert.equal(posts(), 0);
    }));
}

test('the old names of the config and of the page are taken', () => {
  const init = 'window.citizenCenter = { host: { ask: () => new Promise(() => {}) } };';
  return inCity({ member: 'host_sign_in', init }, async ({ page }) => {
    await button(page).waitFor();
  });
});

test('without an embedder there is no such button', () =>
  inCity({}, async ({ page }) => {
    await heading(page, 'sign-in.title').waitFor();
    assert.equal(await button(page).count(), 0);
  }));
