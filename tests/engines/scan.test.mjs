// What ships needs nothing that the engine floor (Chrome 69, iOS 13) lacks, by a parser of ES2018 and by MDN's
// browser-compat-data.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bcd, lacking, notAfter, root, shipped } from './support/data.mjs';
import { SCRIPT, STYLE } from './support/exceptions.mjs';
import { scan as scanScript } from './support/script.mjs';
import { scan as scanStyle } from './support/style.mjs';

/** The bindings of the app, its loader, `drawn.js`, `embedder.js` and `offline.js` are modules; workers begin with a classic script, for which they need no other. */
const kind = (name) => (/^(drawn|boot|citizen-center-|embedder|offline\.js|web\/element)/.test(name) ? 'module' : 'script');

/** What stands in the page itself. */
const inPage = (element) => new RegExp(`<${element}(?: data-href="[^"]*")?>(.*?)</${element}>`, 's').exec(shipped(/^index\.html$/)[0][1])[1];

/** Fails for what is no exception or lacks its guard, and for an exception that is none. */
function judge(files, scan, exceptions) {
  const needed = new Set();
  const wrong = [];
  for (const [name, text] of files) {
    for (const [feature, lacks] of scan(text, kind(name))) {
      const exception = exceptions[feature];
      needed.add(feature);
      if (!exception) wrong.push(`${name}: ${feature} (${lacks})`);
      else if (exception.guard && !exception.guard.test(text)) wrong.push(`${name}: ${feature} without its guard ${exception.guard}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(Object.keys(exceptions).filter((feature) => !needed.has(feature)), [], 'exceptions nobody needs');
}

test('the scripts that ship are ES2018, and need no interface that the floor lacks', () => {
  const scripts = shipped(/\.js$/);
  // The loader, the old page's, `drawn.js`, `embedder.js`, `offline.js` and its worker, and the bindings of three wasm files, two with a
  // loader of their own.
  assert.equal(scripts.length, 11, scripts.map(([name]) => name).join());
  // What puts the app into a page of somebody else's ships as it is written.
  const embed = 'web/element/citizen-center.js';
  judge([...scripts, ['index.html', inPage('script')], [embed, readFileSync(join(root, embed), 'utf8')]], scanScript, SCRIPT);
});

test('the style sheets that ship need nothing that the floor lacks', () => {
  const sheets = shipped(/\.css$/);
  // The app's, those of its parts, and that which stands in index.html, for pages with a policy of their own.
  const [, parts] = /data-parts="([^"]*)"/.exec(shipped(/^index\.html$/)[0][1]);
  const ofParts = new Set(parts.split(/[|=+]/).filter((file) => file.endsWith('.css')));
  assert.ok(ofParts.size > 0, parts);
  assert.equal(sheets.length, 2 + ofParts.size);
  judge([...sheets, ['index.html', inPage('style')]], scanStyle, STYLE);
});

/** Planted into what ships, one at a time. */
const SCRIPTS = {
  'crypto.randomUUID': 'crypto.randomUUID()',
  'AbortSignal.timeout': 'AbortSignal.timeout(5)',
  structuredClone: 'structuredClone({})',
  ResizeObserver: 'new ResizeObserver(f)',
  BroadcastChannel: 'new BroadcastChannel("a")',
  replaceAll: '"a".replaceAll("a", "b")',
  at: '[1].at(-1)',
  'Object.fromEntries': 'Object.fromEntries([])',
  'Promise.allSettled': 'Promise.allSettled([])',
  'Intl.ListFormat': 'new Intl.ListFormat("en")',
  'navigator.setAppBadge': 'navigator.setAppBadge(1)',
  lookbehind: '/(?<=a)b/.test("b")',
  eval: 'eval("1")',
  Function: 'new Function("1")',
};
const AFTER_2018 = ['a?.b', 'a ?? b', 'try {} catch {}', '1n', 'a ||= b', 'class A { b = 1 }', '1_000', 'await a'];
const STYLES = {
  'gap in flex': '.a { display: flex; gap: 1px }',
  'gap in flex alone': '.a { gap: 1px }',
  inset: '.a { inset: 0 }',
  'aspect-ratio': '.a { aspect-ratio: 1 / 1 }',
  'clamp()': '.a { width: clamp(1px, 2px, 3px) }',
  'min()': ':root { --a: min(1px, 2px) }',
  'color-mix()': '.a { color: color-mix(in srgb, red, blue) }',
  dvh: '.a { height: 100dvh }',
  'dvh after a rule of its own': '.a { height: 1px } .a { height: 100dvh }',
  ':is': ':is(a) { color: red }',
  ':has': 'a:has(b) { color: red }',
  '@layer': '@layer a { a { color: red } }',
  '@container': '@container (width > 1px) { a { color: red } }',
  nesting: '.a { & .b { color: red } }',
  'overflow: clip': '.a { overflow: clip }',
  'accent-color': '.a { accent-color: red }',
  'margin-inline': '.a { margin-inline: 1px }',
  '@media with a range': '@media (width >= 1px) { a { color: red } }',
  colour: '.a { colour: red }',
};

test('a newer interface in the bindings of the app is found', () => {
  const [[name, text]] = shipped(/^citizen-center-.*\.js$/);
  const before = scanScript(text, kind(name));
  for (const [feature, planted] of Object.entries(SCRIPTS)) {
    // Where wasm-bindgen puts what a page calls: into a function that the wasm imports.
    const at = text.indexOf('function(){');
    const after = scanScript(`${text.slice(0, at)}function(){${planted};${text.slice(at + 11)}`, kind(name));
    const more = [...after.keys()].filter((key) => !before.has(key));
    assert.ok(more.some((key) => key === feature || key === `new ${feature}`), `${planted}: ${more}`);
  }
});

test('newer syntax is found', () => {
  for (const planted of AFTER_2018) assert.throws(() => scanScript(`(function () { ${planted} })`, 'script'), SyntaxError, planted);
  assert.throws(() => scanScript('await a', 'module'), SyntaxError);
  assert.deepEqual([...scanScript('const { a, ...b } = c; async function* d() { for await (const e of f) yield e }', 'module')], []);
});

test('a newer rule in the style sheet is found, and one with an older one before it passes', () => {
  const [[, text]] = shipped(/\.css$/);
  const before = scanStyle(text);
  for (const [feature, planted] of Object.entries(STYLES)) {
    const more = [...scanStyle(`${text}\n${planted}`).keys()].filter((key) => !before.has(key));
    const wanted = feature.split(/ (?:alone|after)/)[0];
    assert.ok(more.includes(wanted), `${planted}: ${more}`);
  }
  for (const fine of ['.a { height: 100vh; height: 100dvh }', '.a { display: grid; grid-gap: 1px; gap: 1px }']) {
    assert.deepEqual([...scanStyle(fine)], [], fine);
  }
});

test('versions are compared as numbers', () => {
  for (const [version, floor, expected] of [
    ['9', '69', true],
    ['69', '69', true],
    ['70', '69', false],
    ['13', '13', true],
    ['13.4', '13', false],
    ['12.2', '13', true],
    ['≤37', '69', true],
    ['preview', '69', false],
    [false, '69', false],
    [null, '69', false],
  ]) {
    assert.equal(notAfter(version, floor), expected, `${version} ${floor}`);
  }
  assert.deepEqual(lacking(bcd.api.fetch), []);
});
