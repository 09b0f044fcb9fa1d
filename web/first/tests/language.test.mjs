// Which language the app begins with, and which way it runs, decided without a browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mark, pick } from '../language.mjs';

/** What a browser wants, with what was asked for in the address and chosen before. */
function wanting(languages, { asked = '', chosen } = {}) {
  const define = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true });
  define('navigator', { languages });
  define('location', { search: asked && `?lang=${asked}` });
  define('localStorage', { getItem: () => chosen });
}

test('a wish finds by lookup before it finds another of its language', () => {
  for (const [wishes, tags, fallback, found] of [
    [['en-GB'], ['zh-CN', 'en-AU', 'en'], '', 'en'],
    [['en-gb'], ['zh-CN', 'en-AU', 'EN-GB', 'en'], '', 'EN-GB'],
    [['en'], ['zh-CN', 'en-AU'], '', 'en-AU'],
    [['zh-Hant-HK'], ['zh-CN', 'zh-Hant', 'en'], '', 'zh-Hant'],
    [['zh-Hant-CN-x-wadegile-private1'], ['zh-CN', 'zh', 'zh-Hant-CN'], '', 'zh-Hant-CN'],
    [['de-x-a', 'en'], ['en', 'de'], '', 'de'],
    // Of several of one language, the one that the deployment falls back to first.
    [['zh-TW', 'en'], ['zh-CN', 'zh-Hant', 'en'], '', 'zh-CN'],
    [['zh-TW', 'en'], ['zh-CN', 'zh-Hant', 'en'], 'zh-Hant en', 'zh-Hant'],
    // A wish that there is nothing for leaves it to the next.
    [['fr', 'en-US'], ['zh-CN', 'en'], '', 'en'],
    [['fr'], ['zh-CN', 'en'], '', 'zh-CN'],
    [['fr'], ['zh-CN', 'en'], 'bo en', 'en'],
    [['enm'], ['zh-CN', 'en'], '', 'zh-CN'],
    [[undefined, ''], ['zh-CN', 'en'], undefined, 'zh-CN'],
  ]) {
    wanting(wishes);
    assert.equal(pick(tags, fallback), found, `${wishes} of ${tags}, else ${fallback}`);
  }
});

test('what was asked for comes before what was chosen, and that before what the browser prefers', () => {
  const tags = ['zh-CN', 'en', 'ug'];
  wanting(['en'], { asked: 'ug-CN', chosen: 'zh-CN' });
  assert.equal(pick(tags), 'ug');
  wanting(['en'], { chosen: 'zh-CN' });
  assert.equal(pick(tags), 'zh-CN');
});

test('the document runs the way its language does', () => {
  globalThis.document = { documentElement: {} };
  const { documentElement: root } = globalThis.document;
  for (const rtl of ['ar', 'ar-EG', 'ug', 'ug-CN', 'UG-Arab', 'kk-Arab-CN', 'kk-CN', 'ks', 'mzn', 'pa-PK', 'uz-AF', 'sd', 'he', 'fa-AF', 'ur-PK', 'uz-arab', 'ku-Arab', 'dv']) {
    mark(rtl);
    assert.deepEqual([root.lang, root.dir], [rtl, 'rtl']);
  }
  for (const ltr of ['zh-CN', 'en', 'ug-Cyrl', 'ar-Latn', 'sd-Deva', 'kk', 'pa', 'uz', 'arn', 'hea', 'bo', 'mn-Mong', 'pa-Guru', 'az-Latn']) {
    mark(ltr);
    assert.deepEqual([root.lang, root.dir], [ltr, 'ltr']);
  }
});
