// Another engine than the one in which most is tested: Firefox walks the journey, and by chance through its own history.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, TAPS, words } from './support/app.mjs';
import { openedInFirefox } from './support/firefox.mjs';
import { PASSWORD, PEOPLE } from './support/people.mjs';
import { SEED, STEPS, walk } from './support/walk.mjs';

/** The app in a person's hands, as far as Firefox can be driven by roles and names. */
class Hands {
  constructor(page, lang) {
    this.page = page;
    this.t = (key, values = {}) => words(lang)[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  one(role, name) {
    return this.page.locator(`::-p-aria([name="${name}"][role="${role}"])`);
  }

  tap(role, key, values) {
    return this.one(role, this.t(key, values)).click();
  }

  heading(key) {
    return this.one('heading', this.t(key)).wait();
  }

  /** Ticks every box, and the first of the answers, and sees the ticks arrive. */
  async tick(type) {
    await this.page.waitForSelector(`input[type=${type}]`);
    const boxes = await this.page.$$(`input[type=${type}]`);
    for (const box of type === 'radio' ? boxes.slice(0, 1) : boxes) {
      await box.evaluate((one) => one.closest('label').click());
      await this.page.waitForFunction((one) => one.checked, {}, box);
    }
  }

  async goto(path) {
    await this.page.evaluate((to) => { location.hash = to; }, path);
  }
}

for (const lang of LANGUAGES) {
  test(`${lang}: seven taps, a stop, its receipt and its withdrawal, in Firefox`, () =>
    openedInFirefox({ path: `?lang=${lang}#/demo` }, async (page) => {
      const hands = new Hands(page, lang);
      await hands.heading('demo.title');
      const [en, zh] = PEOPLE.flexible;
      await hands.tap('button', 'demo.who.go', { name: lang === 'en' ? `Demo ${en}` : `示例${zh}` });
      await page.locator(`::-p-text(${hands.t('demo.who.here')})`).wait();
      await hands.goto('/');
      for (const name of TAPS[lang]) await hands.one('link', name).click();
      await hands.heading('cancel.title');
      await hands.tap('link', 'cancel.intent.stop');
      await hands.heading('cancel.check.title');
      await hands.tap('button', 'common.continue');
      await hands.heading('cancel.then.title');
      await hands.tick('checkbox');
      await hands.tap('button', 'common.continue');
      await hands.tick('radio');
      await page.select('select', await page.$eval('option:nth-of-type(2)', (option) => option.value));
      await hands.tap('button', 'common.continue');
      await hands.heading('cancel.review.title');
      await hands.tap('button', 'cancel.review.verify');
      await hands.heading('cancel.verify.title');
      await page.locator(`::-p-text(${hands.t('method.password')})`).click();
      await page.locator('input[inputmode=numeric]').fill(PASSWORD);
      await hands.tap('button', 'cancel.verify.go');
      await hands.heading('cancel.confirm.title');
      await hands.tap('button', 'cancel.confirm.stop');
      await hands.heading('receipt.title');
      await page.reload();
      await hands.heading('receipt.title');
      await hands.tap('link', 'receipt.undo.go');
      await hands.heading('withdraw.title');
      await hands.tap('button', 'withdraw.go');
      await page.locator(`::-p-text(${hands.t('state.withdrawn')})`).wait();
    }));
}

test(`${STEPS} steps by chance, in Firefox: the app is where its history says`, { timeout: 280000 }, (t) =>
  openedInFirefox({}, async (page) => {
    await page.waitForSelector('a[href*="#/"]');
    const { kinds, entries } = await walk(page, STEPS, SEED);
    t.diagnostic(JSON.stringify({ ...kinds, entries: entries.all.length }));
    assert.ok(Object.values(kinds).every((n) => n > 0));
  }));

test('a link to where one is leaves its place in the history as it is, in Firefox', () =>
  openedInFirefox({ path: '#/help' }, async (page) => {
    await page.waitForFunction(() => history.state && history.state.i === 0 && document.querySelector('h1'));
    await page.evaluate(() => { location.hash = '/cities'; });
    await page.waitForFunction(() => history.state && history.state.i === 1);
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = location.href;
      document.body.append(link);
      link.click();
    });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    assert.equal(await page.evaluate(() => history.state.i), 1);
  }));
