// A person in an engine that is driven by other means than most tests. Of a driver's page only what every driver can do is
// used: `evaluate`, `reload`, and three ways to find something, `one` (role and name), `text` and `field`, which give what can be
// clicked, filled and waited for.

import { App } from './app.mjs';
import { Embedded } from './embedded.mjs';
import { PASSWORD } from './people.mjs';

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

/** The app as other drivers reach it; what a person does with it is the same. */
class Hands extends App {
  constructor(page, lang) {
    super(page, lang, new Embedded());
  }

  link(name) {
    return this.page.one('link', name);
  }

  button(name) {
    return this.page.one('button', name);
  }

  heading(key) {
    return this.page.one('heading', this.t(key)).wait();
  }

  sees(key) {
    return this.says(key);
  }

  says(key) {
    return this.page.text(this.t(key)).wait();
  }

  acknowledges() {
    return this.page.evaluate(ticks, 'input[type=checkbox]');
  }

  async chooseDetails() {
    await this.heading('apply-details.title');
    await this.page.evaluate(ticks, '.radios > :first-child input');
    await this.page.evaluate(choosesSecond);
    await this.tapButton('common.continue');
  }

  async verify() {
    await this.heading('apply-verify.title');
    await this.page.text(this.t('method.password')).click();
    await this.page.field('input[inputmode=numeric]').fill(PASSWORD);
    await this.tapButton('apply-verify.go');
  }
}

/** The seven taps, a stop to its receipt, which a reload does not take away, and its withdrawal. */
export async function stopsAndTakesBack(page, lang) {
  const hands = new Hands(page, lang);
  await hands.become('flexible');
  await hands.stops();
  await page.reload();
  await hands.heading('receipt.title');
  await hands.takesBack();
}
