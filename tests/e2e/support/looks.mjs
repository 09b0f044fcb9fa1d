// What is asked of every screen and every part: no violation that axe can find, nothing cut off, targets large
// enough.

import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';

/** Text of twice the size, as a person sets it in the browser: to be evaluated in the page. */
export const DOUBLE = "document.documentElement.style.setProperty('font-size', '200%')";

/** No violation in what is shown now; `name` says what that is. */
export async function noViolation(page, name) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const short = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join('\n    ')}`);
  assert.deepEqual(short, [], name);
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
