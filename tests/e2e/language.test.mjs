// Another language is spoken, and remembered, once its words are here; not before, and not without them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, TAPS, heading, sample, withApp, words } from './support/app.mjs';
import { gate } from './support/browser.mjs';
import { fits } from './support/looks.mjs';

/** Each as it calls itself, whatever is spoken. */
const NAMES = { en: words('en')['language.name'], 'zh-CN': words('zh-CN')['language.name'] };
const other = (lang) => LANGUAGES.find((known) => known !== lang);

/** What the device remembers of it. */
const stored = (app) =>
  app.page.evaluate(() => [
    localStorage.getItem('citizen.lang'),
    JSON.parse(localStorage.getItem('citizen.settings') || '{}').lang || null,
  ]);

/** The answer of that name. */
const radio = (app, lang) => app.page.getByRole('radio', { name: NAMES[lang], exact: true });

/** Everything is in this language, and its radio button says so. */
async function speaks(app, lang, title) {
  await heading(app.page, title, lang).waitFor();
  const chosen = app.page.getByRole('group', { name: words(lang)['settings.language'] });
  await chosen.getByRole('radio', { name: NAMES[lang], checked: true, exact: true }).waitFor();
  assert.equal(await app.page.locator('html').getAttribute('lang'), lang);
}

for (const lang of LANGUAGES) {
  test(`${lang}: the words of another language cannot be had: all stays as it was, and the app says so`, () =>
    withApp({ lang, allow: [/^console: .*locales\//] }, async (app) => {
      const file = `**/locales/${other(lang)}.json?*`;
      await app.goto('/settings');
      await speaks(app, lang, 'settings.title');
      const before = await stored(app);
      await app.page.route(file, (route) => route.abort('internetdisconnected'));
      await radio(app, other(lang)).click();
      await app.sees('notice.could-not-load');
      await speaks(app, lang, 'settings.title');
      await radio(app, other(lang)).and(app.page.getByRole('radio', { checked: false })).waitFor();
      assert.deepEqual(await stored(app), before, 'nothing is remembered');
      // A choice of something else does not bring it about either.
      await app.choose('settings.dark');
      await app.page.reload();
      await speaks(app, lang, 'settings.title');
      assert.deepEqual(await stored(app), before, 'nothing is remembered');
      await app.page.unroute(file);
      await radio(app, other(lang)).click();
      await speaks(app, other(lang), 'settings.title');
      assert.deepEqual(await stored(app), [other(lang), other(lang)]);
      await app.page.reload();
      await speaks(app, other(lang), 'settings.title');
    }));
}

test('whoever thinks better of it while the words come is not overruled by them', () =>
  withApp({}, async (app) => {
    const [held, release] = gate();
    let asked = 0;
    await app.page.route('**/locales/zh-CN.json?*', async (route) => {
      asked += 1;
      await held;
      await route.continue();
    });
    // All that the app asks for at its start is here: nothing draws the page again between the two taps, which
    // would tick the language in use again, so that the second tap would be none.
    await app.become('flexible');
    await app.goto('/settings', 'settings.title');
    await app.tick(radio(app, 'zh-CN'));
    await app.tick(radio(app, 'en'));
    await app.sees('notice.saved');
    assert.equal(asked, 1);
    const came = app.page.waitForResponse('**/locales/zh-CN.json?*');
    release();
    await came;
    // Asked for once more by the page, they are read to their end after the app could have read them.
    await app.page.evaluate(() => fetch('locales/zh-CN.json').then((answer) => answer.text()));
    await speaks(app, 'en', 'settings.title');
    assert.deepEqual(await stored(app), ['en', 'en']);
  }));

test('a city adds a language by its config and a file of words', () => {
  const added = { ...words('en'), 'settings.title': 'Réglages', 'language.name': 'Français' };
  const config = { languages: { fr: 'Français', en: 'English' }, brand: { name: { fr: 'Ville', en: 'Town' } } };
  const prepare = (page) => page.route('**/locales/fr.json?*', (route) => route.fulfill({ json: added }));
  return withApp({ lang: 'en', config, prepare }, async (app) => {
    const { page } = app;
    await app.goto('/settings', 'settings.title');
    const chooser = page.getByRole('group', { name: app.t('settings.language') });
    await chooser.getByRole('radio').first().waitFor();
    assert.deepEqual(await chooser.getByRole('radio').evaluateAll((all) => all.map((one) => one.value)), ['fr', 'en']);
    await chooser.getByRole('radio', { name: 'Français', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Réglages', exact: true }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    // The city's name is there in each language, and after a reload.
    await page.waitForFunction(() => document.title.endsWith('Ville'));
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Réglages', exact: true }).waitFor();
    await chooser.getByRole('radio', { name: 'English', exact: true }).click();
    await page.waitForFunction(() => document.title.endsWith('Town'));
  });
});

/** Sample locales, made of the English words: what runs from right to left is looked at, not what it says. */
const RTL = { ar: 'العربية', ug: 'ئۇيغۇرچە' };

for (const [lang, name] of Object.entries(RTL)) {
  test(`${lang}: the seven taps and the receipt from right to left`, () => {
    const own = sample(lang, name);
    const config = { languages: { 'zh-CN': '简体中文', en: 'English', [lang]: name }, language_fallback: 'en' };
    const prepare = (page) => page.route(`**/locales/${lang}.json?*`, (route) => route.fulfill({ json: own }));
    return withApp({ lang, config, prepare, as: 'flexible' }, async (app) => {
      const { page } = app;
      await app.goto('/', 'home.title');
      const root = await page.locator('html').evaluate((html) => [html.lang, html.dir, getComputedStyle(html).direction]);
      assert.deepEqual(root, [lang, 'rtl', 'rtl']);
      for (const tap of TAPS[lang]) {
        await app.loaded();
        await fits(page, tap);
        // What leads back stands where a line begins, and points there.
        const back = page.locator('.nav-bar__back');
        if ((await back.count()) > 0) {
          const { x, width } = await back.boundingBox();
          assert.ok(x + width / 2 > page.viewportSize().width / 2, tap);
          const flipped = await back.locator('.icon').evaluate((icon) => getComputedStyle(icon).transform);
          assert.match(flipped, /^matrix\(-1,/);
        }
        await app.link(tap).click();
      }
      await app.heading('intent.title');
      await app.applies();
      await app.sees('receipt.number');
      await fits(page, 'receipt');
      // What the backend does not say in this language is said in the one that the deployment falls back to.
      await app.goto('/cities', 'cities.title');
      await page.getByRole('button', { name: /Demo Shili/ }).first().waitFor();
    });
  });
}

test('a wish for a regional variant finds the language before another variant', () => {
  const config = { languages: { 'zh-CN': '简体中文', 'en-AU': 'Strine', en: 'English' } };
  const prepare = (page) => page.route('**/locales/en-AU.json?*', (route) => route.abort());
  return withApp({ lang: 'en', config, prepare, context: { locale: 'en-GB' } }, async (app) => {
    await app.goto('/settings', 'settings.title');
    assert.equal(await app.page.locator('html').getAttribute('lang'), 'en');
  });
});

test('a language tag that Intl refuses is a mistake in the config, and is named', () => {
  const said = [];
  const allow = [/config\.json \/languages\/en-x: not a language tag/];
  const prepare = (page) => page.on('console', (message) => said.push(message.text()));
  return withApp({ lang: 'en', config: { languages: { en: 'English', 'en-x': 'X' } }, prepare, allow }, async (app) => {
    await app.page.locator('.boot-panel__text--config').filter({ visible: true }).waitFor();
    assert.ok(said.some((text) => allow[0].test(text)), said.join('\n'));
  });
});
