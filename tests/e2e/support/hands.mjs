// A person in an engine that is driven by other means than most tests. Of a driver's page only what every driver can do is
// used: `evaluate`, `reload`, and three ways to find something, `one` (role and name), `text` and `field`, which give what can be
// clicked, filled and waited for.

import { words } from './app.mjs';
import { PASSWORD, PEOPLE } from './people.mjs';
import { TAPS } from './taps.mjs';

/** In the page: ticks the boxes that a selector finds, each once, and waits until all are ticked. */
const ticks = (selector) =>
  new Promise((resolve, reject) => {
    const tapped = new Set();
    const began = performance.now();
    const look = () => {
      const open = [...document.querySelectorAll(selector)].filter((box) => !box.checked);
      if (document.querySelector(selector) && open.length === 0) return resolve();
      if (performance.now() - began > 20000) return reject(new Error(`${selector}: not ticked`));
      for (const box of open.filter((one) => !tapped.has(one))) {
        tapped.add(box);
        box.closest('label').click();
      }
      return setTimeout(look, 20);
    };
    look();
  });

/** In the page: chooses what comes after the first entry of the list, as a person does who opens it. */
const choosesSecond = () => {
  const list = document.querySelector('select');
  list.selectedIndex = 1;
  for (const name of ['input', 'change']) list.dispatchEvent(new Event(name, { bubbles: true }));
};

class Hands {
  constructor(page, lang) {
    this.page = page;
    this.lang = lang;
  }

  t(key, values = {}) {
    return words(this.lang)[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  tap(role, key, values) {
    return this.page.one(role, this.t(key, values)).click();
  }

  heading(key) {
    return this.page.one('heading', this.t(key)).wait();
  }

  goto(path) {
    return this.page.evaluate((to) => { location.hash = to; }, path);
  }

  async become(who) {
    const [en, zh] = PEOPLE[who];
    await this.goto('/demo');
    await this.heading('demo.title');
    await this.tap('button', 'demo.who.go', { name: this.lang === 'en' ? `Demo ${en}` : `示例${zh}` });
    await this.page.text(this.t('demo.who.here')).wait();
  }

  /** From "What do you mean?" to the receipt. */
  async stops() {
    await this.tap('link', 'cancel.intent.stop');
    await this.heading('cancel.check.title');
    await this.tap('button', 'common.continue');
    await this.heading('cancel.then.title');
    await this.page.evaluate(ticks, 'input[type=checkbox]');
    await this.tap('button', 'common.continue');
    await this.heading('cancel.details.title');
    await this.page.evaluate(ticks, '.radios > :first-child input');
    await this.page.evaluate(choosesSecond);
    await this.tap('button', 'common.continue');
    await this.heading('cancel.review.title');
    await this.tap('button', 'cancel.review.verify');
    await this.heading('cancel.verify.title');
    await this.page.text(this.t('method.password')).click();
    await this.page.field('input[inputmode=numeric]').fill(PASSWORD);
    await this.tap('button', 'cancel.verify.go');
    await this.heading('cancel.confirm.title');
    await this.tap('button', 'cancel.confirm.stop');
    await this.heading('receipt.title');
  }
}

/** The seven taps, a stop to its receipt, which a reload does not take away, and its withdrawal. */
export async function stopsAndTakesBack(page, lang) {
  const hands = new Hands(page, lang);
  await hands.become('flexible');
  await hands.goto('/');
  for (const name of TAPS[lang]) await page.one('link', name).click();
  await hands.heading('cancel.title');
  await hands.stops();
  await page.reload();
  await hands.heading('receipt.title');
  await hands.tap('link', 'receipt.undo.go');
  await hands.heading('withdraw.title');
  await hands.tap('button', 'withdraw.go');
  await page.text(hands.t('state.withdrawn')).wait();
}
