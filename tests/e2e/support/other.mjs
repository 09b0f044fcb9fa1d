// What is tested in every engine besides the one in which most is tested.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from './app.mjs';
import { stopsAndTakesBack } from './hands.mjs';
import { SEED, STEPS, walk } from './walk.mjs';

/**
 * Declares the tests of its history; `opened` opens a page in it, `skip` says why that cannot be done, if so, and `fresh`
 * after how many steps of a walk the page is loaded anew.
 */
export function walks(engine, opened, { skip = false, fresh } = {}) {
  test(`${STEPS} steps by chance, in ${engine}: the app is where its history says`, { skip, timeout: 280000 }, (t) =>
    opened({ reloads: true }, async (page) => {
      const { kinds, entries } = await walk(page, STEPS, SEED, fresh);
      t.diagnostic(JSON.stringify({ ...kinds, entries: entries.all.length }));
      assert.ok(Object.values(kinds).every((n) => n > 0));
    }));

  test(`a link to where one is leaves its place in the history as it is, in ${engine}`, { skip }, () =>
    opened({ path: '?lang=en#/help' }, async (page) => {
      for (let times = 0; times < 2; times += 1) {
        await page.evaluate(() => {
          const link = document.createElement('a');
          link.href = location.href.replace(/#.*/, '#/cities');
          document.body.append(link);
          link.click();
        });
        const at = await page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve(history.state?.i), 100)));
        assert.equal(at, 1, `after ${times + 1}`);
      }
    }));
}

/** The same, and the journey. */
export function inEngine(engine, opened, { skip = false, fresh } = {}) {
  for (const lang of LANGUAGES) {
    test(`${lang}: seven taps, a stop, its receipt and its withdrawal, in ${engine}`, { skip }, () =>
      opened({ path: `?lang=${lang}` }, (page) => stopsAndTakesBack(page, lang)));
  }
  walks(engine, opened, { skip, fresh });
}
