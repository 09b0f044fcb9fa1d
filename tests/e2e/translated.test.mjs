// A page that a program of the browser translates says what is so: no text of the page before stays in it (issue 10, point 16).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApp } from './support/app.mjs';

/** In the page: what a program does that translates it. Each text is put into elements of its own, in the place of the app's. */
const translate = () => {
  const wraps = (text) => {
    if (!text.isConnected || !text.data.trim() || text.parentElement.closest('font, script, style, option, .hidden')) return;
    const outer = document.createElement('font');
    outer.appendChild(document.createElement('font')).textContent = text.data;
    text.replaceWith(outer);
  };
  const within = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return wraps(node);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const all = [];
    while (walker.nextNode()) all.push(walker.currentNode);
    return all.forEach(wraps);
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      if (type === 'characterData') wraps(target);
      addedNodes.forEach(within);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  within(document.body);
};

/** What is to be read there, without what runs. */
const read = async (page) => {
  await page.waitForFunction(() => !document.querySelector('.bones, .skeleton, .is-busy'));
  const text = await page.evaluate(() => document.querySelector('.page').innerText);
  return text.replace(/\d+:\d\d|\d+ s\b/g, 'a while').replace(/\s+/g, ' ');
};

/** What stands there is what a page says that was never translated. */
async function agrees(app, what) {
  const other = await app.beside(await app.page.evaluate(() => location.hash.slice(1)));
  await other.page.getByRole('heading', { level: 1 }).first().waitFor();
  const wanted = await read(other.page);
  await other.page.close();
  // What is drawn after the request of the page before is waited for.
  await app.page.waitForTimeout(300);
  assert.equal(await read(app.page), wanted, what);
}

test('a translated record says what the insurance and the year say that are chosen', () =>
  withApp({ as: 'flexible' }, async (app) => {
    await app.goto('/record', 'record.title');
    await app.loaded();
    await app.page.evaluate(translate);
    const insurances = app.page.locator('.capsule');
    const n = await insurances.count();
    assert.ok(n > 1, 'several insurances');
    for (let i = n - 1; i >= 0; i -= 1) {
      await insurances.nth(i).click();
      await app.page.waitForFunction((at) => document.querySelectorAll('.capsule')[at].getAttribute('aria-current'), i);
      await agrees(app, `insurance ${i}`);
    }
    await app.page.getByRole('combobox').selectOption({ index: 1 });
    await agrees(app, 'another year');
  }));

test('a translated receipt counts down, and its application says that it was withdrawn', () =>
  withApp({ as: 'flexible' }, async (app) => {
    await app.page.evaluate(translate);
    await app.stops();
    await agrees(app, 'the receipt');
    const left = app.page.getByText(app.like('receipt.undo.left')).first();
    const before = await left.innerText();
    await app.page.waitForFunction((text) => !document.body.innerText.includes(text), before);
    await app.tapLink('receipt.follow', 'application.title');
    await agrees(app, 'the application');
    await app.page.goBack();
    await app.takesBack();
    await agrees(app, 'withdrawn');
    await app.goto('/applications', 'applications.title');
    await agrees(app, 'my applications');
  }));
