// What is kept, and what is left alone, decided without a browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { below, isFresh, isOfRelease, isPage, isSettled, isWanted, prefix, releaseOf, uses } from '../rules.mjs';

const SCOPE = 'https://a.example/app/';
const STAMP = '0123456789abcdef';

test('only what lies below the folder of the app is its own', () => {
  for (const [address, path] of [
    ['https://a.example/app/', ''],
    ['https://a.example/app/?lang=en#/card', '?lang=en'],
    ['https://a.example/app/boot.js?1', 'boot.js?1'],
    ['https://a.example/application/', undefined],
    ['https://a.example/', undefined],
    ['https://b.example/app/', undefined],
  ]) {
    assert.equal(below(SCOPE, address), path, address);
  }
});

test('a file of a release has a hash or a stamp in its name; nothing of a backend has', () => {
  for (const path of [
    'citizen-center-0123456789abcdef_bg.wasm', 'card-0123456789abcdef.wasm', 'app-0123456789abcdef.css', 'icon-123456789abcdef.svg',
    'worker-0123456789abcdef_loader.js', `boot.js?${STAMP}`, `locales/zh-CN.card.json?${STAMP}`,
  ]) {
    assert.ok(isOfRelease(path), path);
  }
  for (const path of [
    '', 'index.html', 'config.json', 'boot.js', 'embedder.js', 'locales/en.json', 'v1/session', `v1/session?${STAMP}`, `v1/a.json?${STAMP}`,
    'v1/files/a-0123456789abcdef.pdf', `boot.js?${STAMP}&a`, `?${STAMP}`, 'boot.js?0123', 'locales/../v1/a-0123456789abcdef.js',
  ]) {
    assert.ok(!isOfRelease(path), path);
  }
});

test('the page is the folder, and what is below it only where addresses are paths', () => {
  for (const path of ['', '?lang=en', 'index.html']) assert.ok(isPage(path, 'hash'), path);
  for (const path of ['card', 'apply/stop', 'verify.txt', 'about.html', 'v1/session']) assert.ok(!isPage(path, 'hash'), path);
  for (const path of ['', 'card', 'apply/stop?lang=en']) assert.ok(isPage(path, 'path'), path);
  for (const path of ['verify.txt', 'city/about.html']) assert.ok(!isPage(path, 'path'), path);
});

test('a page says of which release it is; a page of somebody else says nothing', () => {
  assert.equal(releaseOf(`<script type="module" src="./boot.js?${STAMP}" data-wasm="./a">`), STAMP);
  assert.equal(releaseOf('<script type="module" src="./boot.js" data-wasm="./a">'), '', 'a build for development');
  for (const html of ['', '<title>Welcome to our network</title>', '<script src="./boot.js?012">', `<a href="./boot.js?${STAMP}">`]) {
    assert.equal(releaseOf(html), undefined, html);
  }
});

test('what was confirmed less than a day ago is used at once, less than an hour ago without asking again', () => {
  const now = 1_800_000_000_000;
  const hour = 60 * 60 * 1000;
  for (const [ago, fresh, settled] of [
    [0, true, true], [hour - 1, true, true], [hour, true, false], [23 * hour, true, false], [24 * hour, false, false], [-1, false, false],
    [now - 1, false, false],
  ]) {
    assert.deepEqual([isFresh(now - ago, now), isSettled(now - ago, now)], [fresh, settled], `${ago}`);
  }
  assert.equal(isFresh(Number(null), now), false, 'without a word of when');
});

test('a deployment keeps the words of one language and the worker of its backend', () => {
  const files = [
    'citizen-center-0123456789abcdef_bg.wasm', `locales/en.json?${STAMP}`, `locales/en.card.json?${STAMP}`, `locales/zh-CN.json?${STAMP}`,
    'worker-0123456789abcdef_loader.js', 'adapter-worker-0123456789abcdef.js',
  ];
  const kept = (settings, lang) => {
    const asked = new URLSearchParams(uses(settings, lang, ['zh-CN', 'en'], `?${STAMP}`));
    return [files.filter((path) => isWanted(path, asked)).map((path) => files.indexOf(path)), asked.getAll('file'), asked.get('routes')];
  };
  const http = { kind: 'http', base_url: '/' };
  for (const [settings, lang, wanted] of [
    [{}, 'en', [[0, 1, 2, 4], ['config.json'], null]],
    [{ backend: { kind: 'embedded' }, routes: 'path' }, 'zh-CN', [[0, 3, 4], ['config.json'], 'path']],
    [{ backend: http }, 'en', [[0, 1, 2], ['config.json'], null]],
    [{ backend: { ...http, adapter: 'maps/a.json' } }, 'en', [[0, 1, 2, 5], ['config.json', 'maps/a.json'], null]],
    [{ backend: http, brand: { logo: 'city/logo.svg' } }, 'en', [[0, 1, 2], ['config.json', 'city/logo.svg'], null]],
    [{ backend: http, languages: { fr: 'Français' } }, 'fr', [[0], ['config.json', `locales/fr.json?${STAMP}`], null]],
  ]) {
    assert.deepEqual(kept(settings, lang), wanted, JSON.stringify(settings));
  }
});

test('two apps on one origin have caches of their own', () => {
  assert.ok(!prefix('https://a.example/app/').startsWith(prefix('https://a.example/')));
  assert.ok(!prefix('https://a.example/').startsWith(prefix('https://a.example/app/')));
});
