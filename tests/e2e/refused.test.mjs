// Where the browser refuses changes of its history, as WebKit does after 100 in 30 s, nobody loses their place (issue 10,
// point 34).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opened } from './support/browser.mjs';
import { SEED, walk } from './support/walk.mjs';

/** In the page, before the app: takes three changes within two seconds, and refuses the others. */
const refuses = () => {
  const taken = [];
  window.refused = 0;
  for (const name of ['pushState', 'replaceState']) {
    const change = History.prototype[name];
    History.prototype[name] = function (...args) {
      while (taken.length > 0 && taken[0] < performance.now() - 2000) taken.shift();
      if (taken.length === 3) {
        window.refused += 1;
        throw new DOMException('too often', 'SecurityError');
      }
      taken.push(performance.now());
      return change.apply(this, args);
    };
  }
};

test('the app is where its history says, however often a change of the history is refused', () =>
  opened({ lang: 'en', init: refuses }, async ({ page }) => {
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    // Each step waits until the entry has its position.
    const { kinds } = await walk(page, 60, SEED);
    assert.ok(kinds.back > 0 && kinds.forward > 0);
    assert.ok((await page.evaluate('window.refused')) > 0, 'something was refused');
  }));

test('an entry left before its position could be written is known again', () =>
  opened({ lang: 'en', path: '#/help' }, async ({ page }) => {
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const own = () => page.evaluate(() => document.querySelector('.nav-bar__back').hash);
    await page.evaluate(() => {
      window.replaces = History.prototype.replaceState;
      History.prototype.replaceState = () => { throw new DOMException('too often', 'SecurityError'); };
    });
    for (const path of ['/cities', '/settings', '/about']) {
      await page.evaluate((to) => { location.hash = to; }, path);
      await page.waitForFunction((to) => location.hash.endsWith(to), path);
      await page.waitForTimeout(50);
    }
    for (let back = 0; back < 2; back += 1) {
      await page.evaluate(() => history.back());
      await page.waitForTimeout(100);
    }
    assert.equal(await page.evaluate(() => location.hash), '#/cities');
    await page.evaluate(() => { History.prototype.replaceState = window.replaces; });
    await page.waitForFunction(() => history.state && history.state.i === 1);
    assert.equal(await own(), '#/');
    await page.evaluate(() => history.back());
    await page.waitForFunction(() => location.hash === '#/help' && history.state.i === 0);
  }));
