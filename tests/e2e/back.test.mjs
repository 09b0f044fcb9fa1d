// Back is never a trap and never a surprise: a long walk by chance, in which where the app is, is always where a list of
// entries says it should be.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApp } from './support/app.mjs';
import { opened } from './support/browser.mjs';
import { walks } from './support/other.mjs';

walks('Chromium', (options, run) =>
  opened(options, async ({ page }) => {
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await run(page);
  }));

for (const path of ['/', '/card', '/apply/stop-contributions', '/law', '/no/such/page']) {
  test(`from ${path}, one back more than there are steps leaves the app`, () =>
    opened({ lang: 'en', goto: false }, async ({ page, url }) => {
      await page.goto('about:blank');
      await page.goto(`${url}#${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      for (const to of ['/help', '/cities']) await page.evaluate((p) => { location.hash = p; }, to);
      await page.waitForFunction(() => history.state && history.state.i === 2);
      for (const left of [1, 0]) {
        await page.evaluate(() => history.back());
        await page.waitForFunction((i) => history.state && history.state.i === i, left);
      }
      assert.equal(await page.evaluate(() => location.hash.slice(1)), path);
      await page.goBack();
      assert.equal(page.url(), 'about:blank');
    }));
}

test('a page that the browser has kept asks again for what may be stale', () =>
  withApp({ way: 'server', lang: 'en', as: 'flexible' }, async (app) => {
    await app.goto('/applications');
    await app.sees('applications.empty');
    const asked = () => app.way.proxy.heard.filter((one) => one.path === '/v1/applications').length;
    const before = asked();
    // As it is taken out of the back-forward cache, which a browser under test does not have.
    const again = app.page.waitForResponse((answer) => answer.url().endsWith('/v1/applications'));
    await app.page.evaluate(() => {
      // Hidden with the page, it comes back without having been told of it.
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    await again;
    assert.ok(asked() > before, 'asked again');
    await app.sees('applications.empty');
  }));

/** In the page: goes forward, and waits until the app has gone back to the entry where one was. */
const thereAndBack = (by) =>
  new Promise((resolve) => {
    const { i } = history.state;
    let left = false;
    addEventListener('popstate', function heard() {
      if (history.state.i !== i) left = true;
      else if (left) {
        removeEventListener('popstate', heard);
        resolve();
      }
    });
    history.go(by);
  });

test('forward past the receipt there is nothing of the flow that is over, nor after a reload', () =>
  withApp({ lang: 'en', as: 'flexible' }, async (app) => {
    await app.stops();
    const receipt = app.page.url();
    for (const reload of [false, true]) {
      if (reload) await app.page.reload();
      await app.heading('receipt.title');
      const length = await app.page.evaluate(() => history.length);
      for (const by of [1, 1, 2]) {
        await app.page.evaluate(thereAndBack, by);
        assert.equal(app.page.url(), receipt);
        await app.heading('receipt.title');
      }
      assert.equal(await app.page.evaluate(() => history.length), length, 'no change of the history was needed');
    }
  }));
