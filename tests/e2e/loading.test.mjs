// How the app comes up, and what a person sees when it cannot.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gate, open, opened } from './support/browser.mjs';

/** A test that provokes failures is told of them by the console too. */
const PROVOKED = [/^console: /, /^error: /];
const WASM = /citizen-center-[0-9a-f]+_bg\.wasm/;
const SCRIPT = /citizen-center-[0-9a-f]+\.js/;

/** The app itself is there: it has a heading, and what stood in for it has gone. */
async function mounted(page) {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.getByRole('link', { name: /^(Citizen Center|市民中心)$/ }).first().waitFor();
  // And so have the places of what was still to come.
  await page.waitForFunction(() => !document.querySelector('.bones'));
}

const panel = (page, text) => page.getByText(text).filter({ visible: true }).first();
const again = (page) => page.getByRole('button', { name: /Try again/ });

for (const [lang, title] of [
  ['en', /Citizen Center/],
  ['zh-CN', /市民中心/],
]) {
  test(`${lang}: the app comes up without a complaint, and asks nobody else for anything`, () =>
    opened({ lang }, async ({ page }) => {
      await mounted(page);
      assert.match(await page.title(), title);
      assert.equal((await page.locator('html').getAttribute('lang')).split('-')[0], lang.split('-')[0]);
      await page.waitForLoadState('networkidle');
    }));
}

test('the address may say the language', () =>
  opened({ lang: 'zh-CN', path: '?lang=en' }, async ({ page }) => {
    await page.getByRole('link', { name: 'Citizen Center', exact: true }).first().waitFor();
  }));

test('what has a name of its contents comes compressed, and may be kept', async () => {
  const answers = [];
  const prepare = (page) => {
    page.on('response', (response) => answers.push(response));
  };
  await opened({ prepare }, async ({ page }) => {
    await mounted(page);
    const seen = {};
    for (const answer of answers) {
      const name = new URL(answer.url()).pathname.split('/').pop() || 'index.html';
      const headers = await answer.allHeaders();
      if (!/\.(html|js|css|wasm|json)$/.test(name)) continue;
      seen[name] = true;
      assert.equal(answer.status(), 200, name);
      assert.equal(headers['content-encoding'], 'br', name);
      assert.match(headers['content-security-policy'], /frame-ancestors/, name);
      const kept = /-[0-9a-f]{12,}(_bg|_loader)?\./.test(name);
      assert.equal(headers['cache-control'].includes('immutable'), kept, name);
    }
    const names = Object.keys(seen);
    for (const kind of [/^index\.html$/, /^boot\.js$/, WASM, SCRIPT, /\.css$/]) {
      assert.ok(names.some((name) => kind.test(name)), `${kind} was loaded: ${names}`);
    }
    // Those of the parts come later.
    assert.equal(names.filter((name) => /^app-.*\.css$/.test(name)).length, 1, 'one style sheet');
  });
});

test('without scripts a page says so', () =>
  opened({ context: { javaScriptEnabled: false } }, async ({ page }) => {
    await panel(page, /needs JavaScript/).waitFor();
    await panel(page, /需要 JavaScript/).waitFor();
    assert.equal(await again(page).filter({ visible: true }).count(), 0);
  }));

const gone = (route) => route.fulfill({ status: 404, body: 'gone' });

for (const [what, pattern, answer] of [
  ['the wasm is missing', WASM, gone],
  ['the script is missing', SCRIPT, gone],
  ['the loader itself is missing', /\/boot\.js/, gone],
  ['the connection is lost while the words come', /locales\//, (route) => route.abort('internetdisconnected')],
  ['an answer is no wasm', WASM, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Not this' })],
]) {
  test(`${what}: a page says so, and trying again works`, () =>
    opened({ allow: PROVOKED, prepare: (page) => page.route(pattern, answer) }, async ({ page }) => {
      await panel(page, /did not load completely/).waitFor();
      await panel(page, /没有加载完/).waitFor();
      assert.equal(await page.locator('#app').isVisible(), false);
      await page.unroute(pattern);
      await again(page).click();
      await mounted(page);
      assert.equal(await again(page).filter({ visible: true }).count(), 0);
    }));
}

test('when the app itself fails a page says so, and opening it again works', () =>
  opened({ allow: PROVOKED }, async ({ page }) => {
    await mounted(page);
    await page.evaluate(() => {
      Document.prototype.createElement = () => {
        throw new Error('provoked');
      };
    });
    await page.getByRole('link', { name: 'Citizen Center', exact: true }).first().click();
    await panel(page, /The page failed/).waitFor();
    await panel(page, /已经提交的业务不受影响/).waitFor();
    await again(page).click();
    await page.getByRole('heading', { level: 1, name: 'Citizen Center', exact: true }).waitFor();
    assert.equal(await again(page).filter({ visible: true }).count(), 0);
  }));

test('a city has its own name, logo, telephone number and colours, in both themes', () =>
  opened(
    {
      lang: 'en',
      config: {
        backend: { kind: 'embedded' },
        brand: {
          name: { en: 'Sample City' },
          logo: 'city/logo.svg',
          light: { brand: '#7a1f5c' },
          dark: { brand: '#8c3a70' },
        },
        help_lines: { social: '010-12345' },
      },
      prepare: (page) =>
        page.route(/city\/logo\.svg/, (route) =>
          route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>' }),
        ),
    },
    async ({ page, url }) => {
      await mounted(page);
      await page.waitForFunction(() => document.title.includes('Sample City'));
      const drawn = await page.evaluate(() => getComputedStyle(document.querySelector('h1'), '::before').backgroundImage);
      assert.equal(drawn, `url("${url}city/logo.svg")`);
      assert.equal(await page.locator('link[rel="icon"]').getAttribute('href'), `${url}city/logo.svg`);
      assert.equal(await page.locator('#boot-failure a[href^="tel:"]').first().getAttribute('href'), 'tel:010-12345');
      await page.evaluate(() => { location.hash = '#/about'; });
      // The one of the config, and, where it has none, the one of the city in use.
      for (const [name, phone] of [['Social insurance', '010-12345'], ['Healthcare security', '12393']]) {
        const line = page.getByRole('link', { name, exact: true });
        await page.locator('.cell', { has: line }).getByText(phone, { exact: true }).waitFor();
        assert.equal(await line.getAttribute('href'), `tel:${phone}`);
      }
      const brand = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--brand').trim());
      assert.equal(await brand(), '#7a1f5c');
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.equal(await brand(), '#8c3a70');
      await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
      assert.equal(await brand(), '#7a1f5c');
    },
  ));

test('a wrong config is said to be one', () =>
  opened({ allow: PROVOKED, config: { backend: { kind: 'smoke' } } }, async ({ page }) => {
    await panel(page, /not set up correctly/).waitFor();
  }));

test('a slow network is spoken of, and the app comes up all the same', async () => {
  const [held, release] = gate();
  const prepare = (page) =>
    page.route(WASM, async (route) => {
      await held;
      await route.continue();
    });
  await opened({ prepare, goto: false }, async ({ page, url }) => {
    await page.goto(url, { waitUntil: 'commit' });
    await panel(page, /slow/).waitFor();
    release();
    await mounted(page);
    assert.equal(await panel(page, /network is slow/).count(), 0);
  });
});

test('without storage the app still comes up', () =>
  opened(
    { init: "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })" },
    async ({ page }) => {
      await mounted(page);
    },
  ));

test('without any script of ours a page says so all the same', () =>
  opened(
    { allow: PROVOKED, prepare: (page) => page.route(/\/(boot|old)\.js/, gone) },
    async ({ page }) => {
      // The style sheet shows it, after 20 seconds: nothing else is left that could.
      await panel(page, /did not load completely/).waitFor({ timeout: 40000 });
    },
  ));

test('a breach of the policy and a request to another origin do not go unnoticed', async () => {
  const { page, close, complaints } = await open({});
  await mounted(page);
  await page.evaluate(() => {
    const add = (name, text) => {
      const element = document.createElement(name);
      element.textContent = text;
      document.body.append(element);
    };
    try {
      add('script', 'window.breached = true');
    } catch (_) {
      // No text becomes a script (Trusted Types).
    }
    add('style', 'body { color: red }');
    return fetch('http://127.0.0.2:9/').catch(() => {});
  });
  assert.equal(await page.evaluate('window.breached'), undefined, 'the policy is in force');
  await assert.rejects(close(), /the browser complained/);
  for (const directive of ['require-trusted-types-for', 'style-src', 'connect-src']) {
    assert.ok(complaints.some((text) => text.startsWith(`policy: ${directive}`)), `${directive}: ${complaints}`);
  }
});
