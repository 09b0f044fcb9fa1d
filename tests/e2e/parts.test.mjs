// The parts of the app: what a person sees until one is here, and when it does not come.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said } from './support/app.mjs';
import { gate, opened, partsFetched } from './support/browser.mjs';

/** A test that provokes failures is told of them by the console too. */
const PROVOKED = [/^console: /];
const title = (page) => page.getByRole('heading', { level: 1, name: said('help.title'), exact: true });
/** Something that only the page of the part says. */
const content = (page) => page.getByText(said('help.step-1')).first();
const retry = (page) => page.getByRole('button', { name: said('common.retry'), exact: true });

for (const [what, pattern] of [
  ['its wasm', /\/guide-[0-9a-f]+\.wasm/],
  ['what parts share', /\/shared-[0-9a-f]+\.wasm/],
  ['its words', /locales\/en\.guide\.json/],
]) {
  test(`a part of which ${what} does not come is a failure with a support code, and can be tried again`, () => {
    const prepare = (page) => page.route(pattern, (route) => route.abort('internetdisconnected'));
    return opened({ path: '#/help', allow: PROVOKED, prepare }, async ({ page }) => {
      await retry(page).waitFor();
      await title(page).waitFor();
      await page.getByText(said('common.support-code')).first().waitFor();
      assert.equal(await content(page).count(), 0);
      await page.unroute(pattern);
      await retry(page).click();
      await content(page).waitFor();
      assert.equal(await retry(page).count(), 0);
    });
  });
}

test('a page whose part is on its way has its title and its bones at once', () => {
  const [freed, free] = gate();
  const prepare = (page) => page.route(/\/guide-[0-9a-f]+\.wasm/, (route) => freed.then(() => route.continue()));
  return opened({ path: '#/help', prepare }, async ({ page }) => {
    await title(page).waitFor();
    await page.locator('#app > :not(#first) .loading').first().waitFor();
    assert.equal(await content(page).count(), 0);
    free();
    await content(page).waitFor();
  });
});

test('what was fetched while nobody did anything is there without a network', () =>
  opened({}, async ({ page, context }) => {
    await partsFetched(page);
    await context.setOffline(true);
    await page.evaluate(() => { location.hash = '#/help'; });
    await content(page).waitFor();
    await context.setOffline(false);
  }));

test('a touch asks for the part of a link before the finger is lifted', () => {
  const asked = [];
  const [freed, free] = gate();
  const prepare = (page) => {
    page.on('request', (request) => asked.push(request.url()));
    // What is fetched because nobody does anything waits for this, and is not seen here.
    return page.route(/\/shared-[0-9a-f]+\.wasm/, (route) => freed.then(() => route.continue()));
  };
  return opened({ prepare }, async ({ page }) => {
    const words = /locales\/en\.account\.json/;
    const me = page.locator('#app > :not(#first)').getByRole('link', { name: said('tab.me'), exact: true }).first();
    await me.waitFor();
    assert.ok(!asked.some((url) => words.test(url)));
    const coming = page.waitForRequest(words);
    await me.dispatchEvent('pointerdown');
    await coming;
    assert.ok(page.url().endsWith('#/'), 'it is not followed yet');
    free();
  });
});
