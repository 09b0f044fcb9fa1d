// Nothing is cut off from 320 to 430 px and at 200 % text, targets are large enough, no task is long.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, TAPS, withApp } from './support/app.mjs';

const PATHS = ['/', '/center', '/social-security', '/card', '/record', '/card/services', '/card/cancellation', '/cancel', '/cancel/stop-contributions', '/settings', '/help', '/me'];

async function measure(app) {
  return app.page.evaluate(() => {
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
        if (getComputedStyle(e).overflowX === 'visible') continue;
        const frame = e.getBoundingClientRect();
        if (box.right > frame.right + 1 || box.left < frame.left - 1) {
          cut.push(`${e.tagName} ${e.className}: ${text.data.slice(0, 40)}`);
        }
        break;
      }
    }
    return { wide, small, cut };
  });
}

for (const lang of LANGUAGES) {
  for (const [width, text] of [[320, 'standard'], [360, 'standard'], [430, 'standard'], [320, 'elder'], [360, 'double']]) {
    test(`${lang}: ${width} px, text ${text}`, (t) =>
      withApp(t, { lang, viewport: { width, height: 800 } }, async (app) => {
        await app.become('flexible');
        if (text === 'elder') {
          await app.goto('/settings');
          await app.choose('settings.elder');
        }
        if (text === 'double') await app.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
        for (const path of PATHS) {
          await app.goto(path);
          await app.page.getByRole('heading', { level: 1 }).first().waitFor();
          await app.page.waitForFunction(() => !document.querySelector('.bones, .skeleton'));
          const { wide, small, cut } = await measure(app);
          assert.equal(wide, false, `${path} scrolls sideways`);
          assert.deepEqual(small, [], `${path}: targets below 44 px`);
          assert.deepEqual(cut, [], `${path}: text cut off`);
        }
      }));
  }
}

test('no task over 200 ms at a quarter of the speed, through the seven taps', (t) =>
  withApp(t, {}, async (app) => {
    await app.become('flexible');
    await app.goto('/');
    const session = await app.context.newCDPSession(app.page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await app.page.evaluate(() => {
      window.longTasks = [];
      new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((e) => e.duration))).observe({ entryTypes: ['longtask'] });
    });
    for (const name of TAPS.en) {
      await app.link(name).click();
      await app.page.waitForTimeout(300);
    }
    const longest = await app.page.evaluate(() => Math.max(0, ...window.longTasks));
    t.diagnostic(`longest task: ${Math.round(longest)} ms`);
    assert.ok(longest <= 200, `longest task ${longest} ms`);
  }));
