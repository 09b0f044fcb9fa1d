// What is asked of every screen and every part: no violation that axe or IBM's checker can find, names that differ, nothing cut
// off, targets large enough.

import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const IBM = readFileSync(createRequire(import.meta.url).resolve('accessibility-checker-engine/ace-window.js'), 'utf8');

/** Text of twice the size, as a person sets it in the browser: to be evaluated in the page. */
export const DOUBLE = "document.documentElement.style.setProperty('font-size', '200%')";

/**
 * In the page: what IBM's checker is sure of. It takes `http-equiv` for an attribute that HTML has given up, which it is of no
 * `meta`: the policy stands there for servers that say none.
 */
const ofIbm = async () => {
  const { results } = await new window.ace.Checker().check(document, ['IBM_Accessibility']);
  const known = ({ ruleId, snippet }) => ruleId === 'element_attribute_deprecated' && /^<meta [^>]*http-equiv/.test(snippet);
  const sure = results.filter((one) => one.value[1] === 'FAIL' && !known(one));
  return sure.map(({ ruleId, message, snippet }) => `${ruleId}: ${message}: ${snippet.slice(0, 160)}`);
};

/** Where buttons of one name do the same: a city stands among the popular ones, and at its letter. */
const ALIKE = ['cities'];

/** Links of one name that lead to several places, and buttons of one name: by what assistive technology is told of a page. */
function twins(outline, name) {
  const links = new Map();
  const buttons = new Map();
  let link;
  for (const line of outline.split('\n')) {
    const [, role, said] = /^ *- '?(link|button) "((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
    const [, url] = /^ *- \/url: (.*)$/.exec(line) ?? [];
    if (role === 'link') link = said;
    if (role === 'button') buttons.set(said, (buttons.get(said) ?? 0) + 1);
    if (url) links.set(link, (links.get(link) ?? new Set()).add(url));
  }
  return [
    ...[...links].filter(([, urls]) => urls.size > 1).map(([said, urls]) => `${said} leads to ${[...urls].join(' and ')}`),
    ...[...buttons].filter(([, n]) => n > 1 && !ALIKE.includes(name)).map(([said, n]) => `${n} buttons say ${said}`),
  ];
}

/** No violation in what is shown now; `name` says what that is. Of `examples` several may be called the same. */
export async function noViolation(page, name, { examples } = {}) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const short = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join('\n    ')}`);
  if (!(await page.evaluate('Boolean(window.ace)'))) await page.evaluate(IBM);
  const all = [...short, ...(await page.evaluate(ofIbm)), ...(examples ? [] : twins(await page.locator('body').ariaSnapshot(), name))];
  assert.deepEqual(all, [], name);
}

function measure(page, scrollers) {
  return page.evaluate((scrolls) => {
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    const small = [];
    const cut = [];
    for (const e of document.querySelectorAll('a, button, input, select, summary')) {
      const box = e.getBoundingClientRect();
      if (!box.width || !box.height || e.closest('.hidden')) continue;
      // A link inside a sentence is exempt (WCAG 2.5.8), and a field's target is its label's row.
      if (getComputedStyle(e).display === 'inline' || (e.type && /radio|checkbox/.test(e.type))) continue;
      if (box.height < 43.5) small.push(`${e.tagName} ${e.className} ${Math.round(box.width)}x${Math.round(box.height)} ${e.textContent.slice(0, 30)}`);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (!text.data.trim() || text.parentElement.closest('.hidden, [hidden], svg, option')) continue;
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      // Whatever around it cuts off what sticks out must hold the whole text.
      for (let e = text.parentElement; e && e !== document.body; e = e.parentElement) {
        // What a person can scroll to is not cut off.
        if (getComputedStyle(e).overflowX === 'visible') continue;
        if (scrolls && e.matches(scrolls) && /auto|scroll/.test(getComputedStyle(e).overflowX)) break;
        const frame = e.getBoundingClientRect();
        if (box.right > frame.right + 1 || box.left < frame.left - 1) {
          cut.push(`${e.tagName} ${e.className}: ${text.data.slice(0, 40)}`);
        }
        break;
      }
    }
    return { wide, small, cut };
  }, scrollers);
}

/**
 * Nothing in what is shown now is cut off or too small a target; `name` says what that is. `scrollers` selects
 * what scrolls sideways by design.
 */
export async function fits(page, name, scrollers = '') {
  const { wide, small, cut } = await measure(page, scrollers);
  assert.equal(wide, false, `${name} scrolls sideways`);
  assert.deepEqual(small, [], `${name}: targets below 44 px`);
  assert.deepEqual(cut, [], `${name}: text cut off`);
}
