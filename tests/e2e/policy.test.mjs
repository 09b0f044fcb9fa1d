// The policy: the strict one, on servers that send no headers, and in engines that do not know all of it.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { withApp } from './support/app.mjs';
import { opened } from './support/browser.mjs';

/** An install of Alipay of 2021. */
const OLD_AGENT =
  'Mozilla/5.0 (Linux; U; Android 9; zh-CN; MI 6) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/69.0.3497.100 Mobile Safari/537.36 AlipayClient/10.2.51';
/** A test that provokes violations is told of them. */
const PROVOKED = [/^console: /, /^error: /, /^policy: /];

/** Pages and scripts, those of workers too, with other headers and another page. */
function served(change) {
  return (page, context) =>
    context.route(/(\/|\.js)(\?|$)/, async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      const html = (headers['content-type'] || '').startsWith('text/html');
      const changed = change(headers, html ? await response.text() : undefined);
      delete changed.headers['content-encoding'];
      await route.fulfill({ response, headers: changed.headers, body: changed.html });
    });
}

/** As an engine takes them that does not know the keyword: it is passed over. */
const unknowing = (headers, html) => {
  const forget = (text) => text && text.replace(/ 'wasm-unsafe-eval'/g, '');
  return { headers: { ...headers, 'content-security-policy': forget(headers['content-security-policy']) }, html: forget(html) };
};
/** And that does not have what came with it. */
const WITHOUT_CONTAINERS = `{ const { supports } = CSS; CSS.supports = (...args) => args[0] !== 'container-type' && supports.apply(CSS, args); }`;

/** Whether a script in the page, and text as script, are carried out. */
const evaluates = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const script = document.createElement('script');
        script.textContent = 'window.inline = true';
        document.head.append(script);
        // Not at once: what the driver evaluates itself is above the policy.
        setTimeout(() => {
          try {
            resolve({ inline: Boolean(window.inline), text: new Function('return true')() });
          } catch (_) {
            resolve({ inline: Boolean(window.inline), text: false });
          }
        }, 0);
      }),
  );

test('the policy that a modern engine is sent is the strict one', () =>
  opened({ lang: 'en', goto: false }, async ({ page, url }) => {
    const answer = await page.goto(url);
    const policy = (await answer.allHeaders())['content-security-policy'];
    // What stands in the page is allowed by its hash alone.
    const html = await answer.text();
    for (const [directive, element] of [["script-src 'self' 'wasm-unsafe-eval'", 'script'], ["style-src 'self'", 'style']]) {
      const [, text] = new RegExp(`<${element}(?: data-href="[^"]*")?>(.*?)</${element}>`, 's').exec(html);
      const hash = createHash('sha256').update(text).digest('base64');
      assert.ok(policy.includes(`; ${directive} 'sha256-${hash}';`), policy);
    }
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  }));

test('from a server that sends no headers the app comes up too, and nothing can be evaluated', () => {
  const bare = (headers, html) => ({ headers: { 'content-type': headers['content-type'] }, html });
  return withApp({ allow: PROVOKED, prepare: served(bare), as: 'flexible' }, async (app) => {
    assert.deepEqual(await evaluates(app.page), { inline: false, text: false });
  });
});

test('an engine that does not know `wasm-unsafe-eval` runs the app with the headers it is sent', () => {
  const context = { userAgent: OLD_AGENT };
  return withApp({ context, init: WITHOUT_CONTAINERS, prepare: served(unknowing), as: 'flexible' }, async (app) => {
    await app.goto('/');
    await app.sevenTaps();
    assert.equal(await app.page.locator('meta[http-equiv="Content-Security-Policy"]').count(), 1);
  });
});

test('such an engine gets the page below the floor where a server sends it the strict headers', () =>
  opened({ allow: PROVOKED, init: WITHOUT_CONTAINERS, prepare: served(unknowing) }, async ({ page }) => {
    await page.getByText(/Please update it/).filter({ visible: true }).waitFor();
    assert.equal(await page.locator('#boot-code').textContent(), 'old-wasm');
  }));
