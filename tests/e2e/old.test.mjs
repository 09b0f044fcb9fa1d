// Below the engine floor: a page that can be read, with the help line and the way to an office, within two seconds.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { said, withApp } from './support/app.mjs';
import { opened } from './support/browser.mjs';
import { root } from './support/server.mjs';

/** A test that takes something away is told of it by the console too. */
const PROVOKED = [/^console: /, /^error: /];
const LIMIT_MS = 2000;

const gone = (name, of = 'window') => `Object.defineProperty(${of}, '${name}', { value: undefined, configurable: true });`;
const unsupported = (text) => `{ const { supports } = CSS; CSS.supports = (...a) => a.join() !== '${text}' && supports.apply(CSS, a); }`;

/** What an engine may lack, by the names of the probes in web/boot/engine.mjs; several ways to lack the same. */
const LACKING = {
  wasm: [gone('WebAssembly'), "WebAssembly.Module = function () { throw new WebAssembly.CompileError('policy'); };"],
  fetch: [gone('fetch'), gone('AbortController')],
  text: [gone('TextDecoder'), gone('TextEncoder')],
  url: [gone('searchParams', 'URL.prototype'), `{ const All = URL; URL = function (a) { if (arguments.length > 0) throw new Error(a); return new All(a); }; }`],
  intl: ['delete Intl.PluralRules;', "Intl.PluralRules.prototype.select = () => 'other';"],
  css: [gone('CSS'), unsupported('color,var(--a)'), unsupported('display,grid')],
  crypto: [gone('crypto'), gone('getRandomValues', 'Crypto.prototype')],
};

/**
 * Notes what is on the panel once it is to be seen, and when that is by the page's own clock. Before its sheet is there,
 * everything of a page counts as seen: so not before somebody has decided what is to be shown, and why. And to be seen
 * takes a frame for each level of elements, as with less motion everything has a transition of 1 ms (style/base.css).
 */
const WATCH = `
  (function look() {
    const panel = document.getElementById('boot-failure');
    const decided = panel && document.readyState !== 'loading' && document.getElementById('boot-code').textContent;
    const hidden = (node) => getComputedStyle(node).visibility === 'hidden';
    if (!decided || hidden(panel) || Array.from(panel.querySelectorAll('*')).some(hidden)) return requestAnimationFrame(look);
    const links = Array.from(panel.querySelectorAll('a[href="tel:12333"]'));
    window.seen = {
      at: performance.now(),
      text: panel.innerText,
      calls: links.filter((link) => link.offsetHeight > 0).length,
      code: document.getElementById('boot-code').textContent,
      app: document.getElementById('app').offsetHeight,
    };
  })();`;

/** Everything that must be on the page below the floor. */
async function readable(page, kind, code) {
  const seen = await (await page.waitForFunction(() => window.seen)).jsonValue();
  for (const text of [...kind, /到社保窗口办理/, /go to a social security service window/]) assert.match(seen.text, text);
  assert.equal(seen.calls, 2, 'the help line, in both languages');
  assert.equal(seen.code, code);
  assert.equal(seen.app, 0, 'nothing is left that looks like the app');
  assert.ok(seen.at < LIMIT_MS, `after ${seen.at} ms`);
}

const TOO_OLD = [/请更新浏览器/, /Please update it/];
const NOT_LOADED = [/没有加载完/, /did not load completely/];

const below = (options, kind, code) =>
  opened({ allow: PROVOKED, ...options, init: (options.init || '') + WATCH }, ({ page }) => readable(page, kind, code));

for (const [probe, ways] of Object.entries(LACKING)) {
  ways.forEach((init, at) => {
    test(`without ${probe} (${at + 1}) the page for old engines is there`, () => below({ init }, TOO_OLD, `old-${probe}`));
  });
}

test('every probe of the loader is among them', () => {
  const [, tests] = /const tests = \{([^]*?)\n {2}\};/.exec(readFileSync(join(root, 'web/boot/engine.mjs'), 'utf8'));
  const names = [...tests.matchAll(/^ {4}(\w+): \(\) =>/gm)].map(([, name]) => name);
  assert.deepEqual(names.sort(), Object.keys(LACKING).sort());
});

/** Changes the text of what fits, on its way from the server. */
const changes = (page, pattern, change) =>
  page.route(pattern, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });

/** The page as an engine without modules reads it, that knows no variables in style sheets either. */
async function before2017(page) {
  await changes(page, /\/$/, (html) => {
    assert.match(html, /<script nomodule src="old\.js\?/);
    return html.replace(/<script type="module"/g, '<script type="text/unknown"').replace('nomodule', '');
  });
  await changes(page, /\.css$/, (sheet) => sheet.replace(/^[\w-]+:[^;]*var\([^;]*;$/gm, ''));
}

test('without modules and variables the page for old engines is there', () =>
  below({ prepare: before2017, init: "delete HTMLScriptElement.prototype.noModule;" }, TOO_OLD, 'module'));

/** Chrome 61 and 62, and iOS 11.0: modules, but `import()` is an error of syntax to them. */
const unread = (page) => page.route(/\/boot\.js/, (route) => route.fulfill({ contentType: 'text/javascript', body: 'import(;' }));

test('where the loader cannot be read the page with the help line is there', () => below({ prepare: unread }, NOT_LOADED, 'module'));

test('what is scrolled to stays clear of the bar where there is no scroll-padding', () => {
  const prepare = (page) => changes(page, /\.css$/, (sheet) => sheet.replace(/^scroll-padding:.*$/gm, ''));
  const viewport = { width: 360, height: 490 };
  return withApp({ lang: 'en', init: unsupported('scroll-margin-top,0'), prepare, viewport }, async (app) => {
    const { page } = app;
    await app.goto('/card', 'sign-in.title');
    await app.tapButton('sign-in.send');
    // It leads to the field that is wrong, and the field's label is to be seen.
    const label = page.locator('label', { hasText: said('sign-in.id') });
    await page.waitForFunction(() => scrollY > 0 && document.activeElement.matches('[aria-invalid="true"]'));
    const top = await label.evaluate((node) => node.getBoundingClientRect().top);
    const bar = await page.locator('.page__head').evaluate((head) => head.getBoundingClientRect().bottom);
    assert.ok(top >= bar, `${top} under a bar that ends at ${bar}`);
  });
});
