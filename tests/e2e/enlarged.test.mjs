// However large the text is, every control can be reached and tapped; and over a keyboard a field and its button are in view
// (issue 10, points 22 and 25).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, withApp } from './support/app.mjs';
import { SCREENS } from './support/screens.mjs';

const PATHS = [
  ...SCREENS.filter((screen) => !screen.needsId && screen.name !== 'demo').map((screen) => screen.path()),
  '/apply/stop-contributions/consequences',
];
const WIDTHS = [320, 360];
/** As settings has them: src/effects/appearance.rs. */
const SIZES = ['standard', 'large', 'xl'];
const SCALES = [1, 1.5, 2];

/** In the page: in each size and scale, what cannot be reached and tapped, what sticks and covers too much, what is cut. */
const judge = async ([sizes, scales]) => {
  const root = document.documentElement;
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const wrong = [];
  const shows = (one) => one.checkVisibility() && one.getClientRects().length > 0 && !one.closest('.hidden, [aria-hidden="true"]');
  // Words are broken by syllables or not at all, and fit all the same.
  const whole = new CSSStyleSheet();
  whole.replaceSync('* { overflow-wrap: normal !important; word-wrap: normal !important }');
  document.adoptedStyleSheets = [whole];
  for (const size of sizes) {
    for (const scale of scales) {
      root.dataset.text = size;
      root.style.setProperty('--text-scale', scale);
      await frames();
      const say = (text) => wrong.push(`${size}, ${scale * 100} %: ${text}`);
      if (root.scrollWidth > root.clientWidth) say(`${root.scrollWidth - root.clientWidth} px wider than the screen`);
      for (const [bar, share] of [['head', 0.2], ['actions', 0.3]]) {
        const there = document.querySelector(`.page__${bar}`);
        if (there && getComputedStyle(there).position === 'sticky' && there.offsetHeight > innerHeight * share) {
          say(`${bar} of ${there.offsetHeight} px sticks`);
        }
      }
      for (const one of document.querySelectorAll('a[href], button, input, select, summary')) {
        if (!shows(one)) continue;
        one.scrollIntoView({ block: 'center', inline: 'nearest' });
        const [box] = one.getClientRects();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const hit = document.elementFromPoint(x, y);
        const label = hit && hit.closest('label');
        if (!hit || !(one.contains(hit) || hit.contains(one) || (label && label.control === one))) {
          say(`${one.tagName} "${(one.textContent || one.id).slice(0, 30)}" at ${Math.round(x)}, ${Math.round(y)} is under ${hit && hit.className}`);
        }
      }
      const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        if (!text.data.trim() || !shows(text.parentElement) || text.parentElement.closest('code, option')) continue;
        let box = text.parentElement;
        while (getComputedStyle(box).display === 'inline') box = box.parentElement;
        for (const word of text.data.matchAll(/[A-Za-z]{3,}/g)) {
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          const over = Math.max(...[...range.getClientRects()].map((rect) => rect.right)) - box.getBoundingClientRect().right;
          if (over > 1) say(`"${word[0]}" is ${Math.round(over)} px too long for ${box.className}`);
        }
      }
    }
  }
  document.adoptedStyleSheets = [];
  root.style.removeProperty('--text-scale');
  root.dataset.text = 'standard';
  return wrong;
};

for (const lang of LANGUAGES) {
  test(`${lang}: every control can be reached and tapped in every size, at 100 to 200 %`, () =>
    withApp({ lang, as: 'flexible' }, async (app) => {
      const wrong = [];
      for (const path of PATHS) {
        await app.goto(path);
        await app.page.getByRole('heading', { level: 1 }).first().waitFor();
        await app.loaded();
        for (const width of WIDTHS) {
          await app.page.setViewportSize({ width, height: 800 });
          await app.page.waitForFunction((wide) => document.documentElement.clientWidth === wide, width);
          await app.page.waitForTimeout(200);
          for (const one of await app.page.evaluate(judge, [SIZES, SCALES])) wrong.push(`${path}, ${width} px, ${one}`);
        }
      }
      assert.deepEqual(wrong, []);
    }));
}

/** In the page: what has the focus and what sends it lie in what is to be seen, clear of every bar. */
const inView = (name) => {
  const field = document.activeElement;
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === name);
  return [field, button].map((one) => {
    const box = one.getBoundingClientRect();
    const seen = [0.1, 0.9].every((part) => one.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height * part)));
    return one.tagName === 'BODY' ? 'no focus' : seen && box.top >= 0 && box.bottom <= innerHeight;
  });
};

for (const lang of LANGUAGES) {
  test(`${lang}: with a keyboard over the page, a field and the button that sends it are in view at once`, () =>
    withApp({ lang }, async (app) => {
      const { page } = app;
      const types = async (label, button) => {
        for (const size of SIZES) {
          await page.setViewportSize({ width: 360, height: 800 });
          await page.evaluate((one) => { document.documentElement.dataset.text = one; }, size);
          await page.getByLabel(app.t(label), { exact: true }).click();
          await page.setViewportSize({ width: 360, height: 400 });
          await page.waitForTimeout(200);
          assert.deepEqual(await page.evaluate(inView, app.t(button)), [true, true], `${label}, ${size}`);
        }
      };
      await app.goto('/card', 'sign-in.title');
      await types('sign-in.id', 'sign-in.send');
      await page.getByText(app.t('sign-in.password-way'), { exact: true }).first().click();
      await types('sign-in.id', 'sign-in.submit');
      await types('sign-in.password', 'sign-in.submit');
      await page.setViewportSize({ width: 360, height: 800 });
      await app.become('flexible');
      await app.goto('/apply/unlink-card');
      await app.reviews(undefined, false);
      await page.getByText(app.t('method.password'), { exact: true }).first().click();
      await types('apply-verify.pin', 'apply-verify.go');
    }));
}
