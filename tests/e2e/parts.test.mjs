// The parts of the app: what a person sees until one is here, and when it does not come.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said, withApp } from './support/app.mjs';
import { gate, opened, partsFetched } from './support/browser.mjs';
import { SCREENS } from './support/screens.mjs';

/** A test that provokes failures is told of them by the console too. */
const PROVOKED = [/^console: /];
const title = (page) => page.getByRole('heading', { level: 1, name: said('help.title'), exact: true });
/** Something that only the page of the part says. */
const content = (page) => page.getByText(said('help.step-1')).first();
const retry = (page) => page.getByRole('button', { name: said('common.retry'), exact: true });

/** Whether a sheet is applied whose address matches. */
const applied = (page, pattern) =>
  page.evaluate((source) => [...document.styleSheets].some((sheet) => new RegExp(source).test(sheet.href)), pattern.source);

for (const [what, pattern] of [
  ['its wasm', /\/guide-[0-9a-f]+\.wasm/],
  ['what parts share', /\/shared-[0-9a-f]+\.wasm/],
  ['its style sheet', /\/guide-[0-9a-f]+\.css/],
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
      assert.ok(await applied(page, /\/guide-[0-9a-f]+\.css/));
    });
  });
}

test('where what speaks to the embedded backend does not come, that is a failure like any other, and can be tried again', () => {
  const pattern = /\/channel-[0-9a-f]+\.wasm/;
  const prepare = (page) => page.route(pattern, (route) => route.abort('internetdisconnected'));
  return opened({ path: '#/cities', allow: PROVOKED, prepare }, async ({ page }) => {
    await retry(page).waitFor();
    await page.unroute(pattern);
    await retry(page).click();
    await retry(page).waitFor({ state: 'detached' });
    await page.getByRole('list').first().waitFor();
  });
});

test('where the backend is a server, nothing is loaded that speaks to a worker', () =>
  withApp({ way: 'server' }, async (app) => {
    await app.goto('/cities', 'cities.title');
    await app.loaded();
    const asked = await app.page.evaluate(() => performance.getEntriesByType('resource').map((one) => one.name));
    assert.ok(asked.some((name) => /\/v1\//.test(name)), asked.join());
    assert.deepEqual(asked.filter((name) => /\/(channel|worker)-/.test(name)), []);
  }));

test('a page is drawn once its sheets are applied, one that parts share before those of the parts', () => {
  const [freed, free] = gate();
  const shared = /\/shared-[0-9a-f]+\.css/;
  const prepare = (page) => page.route(shared, (route) => freed.then(() => route.continue()));
  return opened({ path: '#/settings', prepare }, async ({ page }) => {
    await page.locator('#app > :not(#first) .loading').first().waitFor();
    const own = /\/account-[0-9a-f]+\.css/.source;
    await page.waitForFunction((source) => [...document.styleSheets].some((sheet) => new RegExp(source).test(sheet.href)), own);
    assert.equal(await page.getByRole('radio').count(), 0);
    free();
    await page.getByRole('radio').first().waitFor();
    const names = await page.evaluate(() => [...document.styleSheets].map((sheet) => /(\w+)-\w+\.css$/.exec(sheet.href)?.[1]));
    const all = names.filter((name) => ['app', 'shared', 'account'].includes(name));
    assert.deepEqual(all, ['app', 'shared', 'account']);
  });
});

/**
 * In the page: what looks different once the sheets of other parts are applied, of what a part has drawn. `part` may be that
 * which is there from the start.
 */
const altered = (part) => {
  const listed = document.querySelector('script[data-parts]').dataset.parts.split('|').map((one) => one.split('='));
  const own = Object.fromEntries(listed)[part] || '';
  const sheets = [...document.styleSheets].filter((sheet) => sheet.href);
  const others = sheets.filter((sheet) => {
    const name = sheet.href.split('/').pop();
    return !name.startsWith('app-') && !own.includes(name);
  });
  // A transition would show what was before for a while.
  const [first] = document.styleSheets;
  const still = first.insertRule('*, *::before, *::after { transition: none !important; animation: none !important }', first.cssRules.length);
  const elements = [...document.querySelectorAll('body, body *')];
  // Whatever these sheets alter, they alter one of the properties that they name.
  const rules = (within) => [...within.cssRules].flatMap((rule) => (rule.cssRules?.length ? rules(rule) : [rule]));
  const properties = [...new Set(others.flatMap((sheet) => rules(sheet).flatMap((rule) => [...(rule.style || [])])))];
  const looks = () =>
    elements.map((element) => ['', '::before', '::after'].map((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      return properties.map((name) => `${name}: ${style.getPropertyValue(name)}`);
    }));
  const all = looks();
  others.forEach((sheet) => { sheet.disabled = true; });
  const alone = looks();
  others.forEach((sheet) => { sheet.disabled = false; });
  first.deleteRule(still);
  const wrong = [];
  elements.forEach((element, at) => {
    all[at].forEach((lines, pseudo) => {
      const differ = lines.filter((line, n) => line !== alone[at][pseudo][n]);
      if (differ.length > 0) wrong.push(`${element.outerHTML.slice(0, 80)}: ${differ.slice(0, 3).join('; ')}`);
    });
  });
  return { wrong: wrong.slice(0, 5), elements: elements.length, others: others.length, properties: properties.length };
};

for (const [colorScheme, size] of [['light', 'standard'], ['dark', 'elder']]) {
  test(`${colorScheme}, ${size}: no screen needs the sheet of another part`, () => {
    const init = `try { localStorage.setItem('citizen.settings', '{"text_size":"${size}"}'); } catch (_) {}`;
    return withApp({ colorScheme, init }, async (app) => {
      const alone = async (name, part) => {
        await app.loaded();
        const found = await app.page.evaluate(altered, part);
        assert.deepEqual(found.wrong, [], name);
        assert.ok(found.others >= 4 && found.elements > 20 && found.properties > 50, `${name}: ${JSON.stringify(found)}`);
      };
      await partsFetched(app.page);
      const open = async ({ name, path, part }, id) => {
        await app.goto(path(id));
        await alone(name, part);
      };
      for (const screen of SCREENS.filter((one) => !one.personal)) await open(screen);
      await app.goto('/card', 'sign-in.title');
      await alone('sign-in', 'account');
      await app.become('flexible');
      for (const screen of SCREENS.filter((one) => one.personal && !one.needsId)) await open(screen);
      await app.prepare((step) => alone(step, 'apply'));
      await app.tapButton('apply-confirm.stop', 'receipt.title');
      const id = decodeURIComponent(app.page.url().split('/').pop());
      for (const screen of SCREENS.filter((one) => one.needsId)) await open(screen, id);
      await app.fault('demo.fault.server');
      await app.goto('/record');
      await app.retry().waitFor();
      await alone('failure', 'card');
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
    const asked = await page.evaluate(() => performance.getEntriesByType('resource').map((one) => one.name));
    const sheets = asked.filter((name) => name.endsWith('.css'));
    assert.deepEqual(sheets, [...new Set(sheets)], 'none is asked for twice');
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
