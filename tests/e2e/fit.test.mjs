// Nothing is cut off from 320 to 430 px and at 200 % text, targets are large enough, no task is long.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, TAPS, withApp } from './support/app.mjs';
import { DOUBLE, fits } from './support/looks.mjs';

const PATHS = ['/', '/center', '/social-security', '/card', '/record', '/card/services', '/card/cancellation', '/cancel', '/cancel/stop-contributions', '/settings', '/help', '/me'];

for (const lang of LANGUAGES) {
  for (const [width, text] of [[320, 'standard'], [360, 'standard'], [430, 'standard'], [320, 'elder'], [360, 'double']]) {
    test(`${lang}: ${width} px, text ${text}`, (t) =>
      withApp(t, { lang, viewport: { width, height: 800 } }, async (app) => {
        await app.become('flexible');
        if (text === 'elder') {
          await app.goto('/settings');
          await app.choose('settings.elder');
        }
        if (text === 'double') await app.page.evaluate(DOUBLE);
        for (const path of PATHS) {
          await app.goto(path);
          await app.page.getByRole('heading', { level: 1 }).first().waitFor();
          await app.page.waitForFunction(() => !document.querySelector('.bones, .skeleton'));
          await fits(app.page, path);
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
