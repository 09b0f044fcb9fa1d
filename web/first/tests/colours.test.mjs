// What of a brand gets into the style sheet: colours, and the path of a logo; whatever has another form does not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colour } from '../colours.mjs';

/** The rules that a brand adds, and the attributes of the root. */
function added(brand) {
  const rules = [];
  const attributes = [];
  globalThis.document = {
    styleSheets: [{ cssRules: rules, insertRule: (rule) => rules.push(rule) }],
    documentElement: { setAttribute: (name) => attributes.push(name) }
  };
  try {
    colour(brand, (path) => `https://a.example/${path}`);
  } finally {
    delete globalThis.document;
  }
  return { rules, attributes };
}

const NOTHING = { rules: [], attributes: [] };

test('colours and the logo of a city take the place of the app\'s own', () => {
  const brand = { light: { brand: '#0f56c4', 'brand-soft': '#eee' }, dark: { 'brand-text': '#82B1FF' }, logo: 'brand/logo_1.svg' };
  assert.deepEqual(added(brand), {
    rules: [
      '@media all {:root {--brand: #0f56c4;--brand-soft: #eee}}',
      '@media screen and (prefers-color-scheme: dark) {:root:not([data-theme="light"]) {--brand-text: #82B1FF}}',
      '@media screen {:root[data-theme="dark"] {--brand-text: #82B1FF}}',
      '@media all {:root {--logo: url("https://a.example/brand/logo_1.svg")}}'
    ],
    attributes: ['data-logo']
  });
  assert.deepEqual(added({}), NOTHING);
});

test('what is no colour, and no name of one, does not get into the style sheet', () => {
  const values = [
    'red', '#ffff', '#0f56c4ff', '#ggg', '', ' #fff', '#fff ', '#fff\n', '#fff;}', '#fff}} * {display: none', 'url(https://evil.example/a)',
    'var(--x)', '#fff/*', 'expression(alert(1))', null, 7, {}, [], ['#fff', '#000'], undefined
  ];
  for (const value of values) assert.deepEqual(added({ light: { brand: value }, dark: { brand: value } }), NOTHING, String(value));
  for (const name of ['x', 'brand-', 'brand: red; --x', 'brand-deep}', 'a brand', 'brand\n', '__proto__', 'logo', 'plain'])
    assert.deepEqual(added({ light: JSON.parse(`{${JSON.stringify(name)}:"#fff"}`) }), NOTHING, name);
  for (const light of ['#fff', 7, true, null, ['#fff']]) assert.deepEqual(added({ light, dark: light }), NOTHING, String(light));
  // One that is wrong takes no other with it.
  assert.deepEqual(added({ light: { brand: 'red', 'brand-deep': '#1D4DA4' } }).rules, ['@media all {:root {--brand-deep: #1D4DA4}}']);
});

test('what is no path of a file beside the page is no logo', () => {
  for (const logo of ['data:image/svg+xml,")}*{display:none}', 'https://evil.example/a.svg', '//evil.example/a', '/a.svg', '../a.svg', 'a".svg', 'a b', '', 7.5e30, {}, null])
    assert.deepEqual(added({ logo }), NOTHING, String(logo));
});

test('no text at all ends the declaration that it is in', () => {
  let seed = 1;
  const chance = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const signs = '#0fF{};:()"\\\'/* \n-abrndeptxso';
  for (let n = 0; n < 20000; n += 1) {
    const text = () => Array.from({ length: chance(10) }, () => signs[chance(signs.length)]).join('');
    const { rules } = added({ light: { [chance(2) ? 'brand' : text()]: text(), brand: '#' + text() }, logo: text() });
    for (const rule of rules) {
      assert.match(rule, /^@media all \{:root \{(--brand(-deep|-text|-soft)?: #([\da-f]{3}){1,2};?)+\}\}$|^@media all \{:root \{--logo: url\("https:\/\/a\.example\/[\w.\/-]+"\)\}\}$/i);
    }
  }
});
