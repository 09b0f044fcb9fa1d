// The policy: the strict one, on servers that send no headers, and in engines that do not know all of it.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { withApp } from './support/app.mjs';
import { opened } from './support/browser.mjs';
import { SCREENS } from './support/screens.mjs';

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
        // As it stands in a page: a text that is set is refused before it is a script.
        script.append('window.inline = true');
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

/** What became of texts that would be markup, script, or the address of a script, and of an element that moves all addresses. */
const texts = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const place = document.createElement('div');
        const script = document.createElement('script');
        const base = document.createElement('base');
        base.href = 'https://evil.example/';
        const ways = {
          innerHTML: () => (place.innerHTML = '<img>'),
          outerHTML: () => (document.createElement('p').appendChild(place).outerHTML = '<img>'),
          insertAdjacentHTML: () => place.insertAdjacentHTML('beforeend', '<img>'),
          parser: () => new DOMParser().parseFromString('<img>', 'text/html'),
          fragment: () => document.createRange().createContextualFragment('<img>'),
          srcdoc: () => (document.createElement('iframe').srcdoc = '<img>'),
          'script.src': () => (script.src = 'https://evil.example/a.js'),
          'own script elsewhere': () => (script.src = new URL('a/b.js', document.baseURI).href),
          'script.text': () => (script.text = '1'),
          handler: () => place.setAttribute('onclick', '1'),
          worker: () => new Worker('https://evil.example/a.js'),
          data: () => new Worker('data:text/javascript,1'),
          timer: () => setTimeout('1', 0),
          policy: () => trustedTypes.createPolicy('another', { createHTML: (text) => text }),
          'default again': () => trustedTypes.createPolicy('default', { createHTML: (text) => text }),
          base: () => {
            document.head.prepend(base);
            if (new URL('a', document.baseURI).host === location.host) throw new Error('refused');
          }
        };
        // Not at once: what the driver evaluates itself is above the policy.
        setTimeout(() => {
          const through = Object.keys(ways).filter((way) => {
            try {
              const made = ways[way]();
              return way === 'timer' ? made > 0 : true;
            } catch (_) {
              return false;
            }
          });
          base.remove();
          resolve(through);
        }, 0);
      })
  );

test('on every screen no text becomes markup or script, and all addresses begin where they did', () =>
  withApp({ allow: PROVOKED, as: 'flexible' }, async (app) => {
    await app.goto('/');
    await app.sevenTaps();
    for (const { name, path } of SCREENS) {
      await app.goto(path('AP1'));
      await app.page.getByRole('heading', { level: 1 }).first().waitFor();
      assert.deepEqual(await texts(app.page), [], name);
    }
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
