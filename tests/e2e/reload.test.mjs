// The page can be killed at any step, opened twice, and walked back and forth: nothing is lost or sent twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, journey, withApp } from './support/app.mjs';

journey('reload at every step keeps the place and the choices', { languages: LANGUAGES, as: 'flexible' }, async (app) => {
  const again = async (heading) => {
    await app.page.reload();
    await app.heading(heading);
  };
  for (const [path, heading] of [
    ['/', 'home.title'],
    ['/center', 'center.title'],
    ['/social-security', 'social-security.title'],
    ['/card', 'card.title'],
    ['/record', 'record.title'],
    ['/card/services', 'card-services.title'],
    ['/card/cancellation', 'cancellation.title'],
    ['/apply', 'intent.title'],
  ]) {
    await app.goto(path);
    if (path !== '/') await again(heading);
  }
  await app.prepare(async (step) => {
    const n = step === 'consequences' ? await app.tickAll() : 0;
    await again(step === 'consequences' ? 'consequences.stop-contributions' : `apply-${step}.title`);
    if (n === 0) return;
    await app.page.getByRole('checkbox').first().waitFor();
    assert.equal(await app.page.getByRole('checkbox', { checked: true }).count(), n, 'ticks are kept');
  });
  await app.tapButton('apply-confirm.stop', 'receipt.title');
  await again('receipt.title');
  await app.sees('receipt.number');
});

journey('two tabs see one state', { as: 'flexible' }, async (app) => {
  const other = await app.beside('/applications');
  await other.heading('applications.title');
  await other.sees('applications.empty');
  await app.page.bringToFront();
  await app.applies();
  await other.page.bringToFront();
  await other.page.reload();
  await other.link(app.t('kind.stop-contributions')).first().waitFor();
});

test('a frame that comes late takes no tap away', () => {
  // What the app puts off to the frame (a new page is scrolled to its top) is done only when the pointer
  // has begun to move, as on a busy machine: a tap at where a thing was before would miss it.
  const init = () => {
    const soon = window.requestAnimationFrame.bind(window);
    let held = [];
    window.requestAnimationFrame = (run) => (/\/details$/.test(location.hash) ? held.push(run) : soon(run));
    const draw = () => {
      const runs = held;
      held = [];
      for (const run of runs) run(performance.now());
    };
    window.addEventListener('mousemove', draw, true);
  };
  return withApp({ init, as: 'flexible' }, async (app) => {
    await app.prepare();
  });
});

journey('back and forward through the whole', { as: 'flexible' }, async (app) => {
  await app.goto('/');
  await app.sevenTaps();
  const up = [
    'cancellation.title',
    'card-services.title',
    'record.title',
    'card.title',
    'social-security.title',
    'center.title',
  ];
  for (const heading of up) {
    await app.page.goBack();
    await app.heading(heading);
  }
  for (const heading of up.slice(0, -1).reverse()) {
    await app.page.goForward();
    await app.heading(heading);
  }
  // The app's own back link does the same.
  await app.page.goForward();
  await app.heading('intent.title');
  for (const heading of up) {
    await app.link(app.t('common.back')).click();
    await app.heading(heading);
  }
});

test('after a navigation the heading has the focus', () =>
  withApp({}, async (app) => {
    await app.goto('/help', 'help.title');
    await app.page.waitForFunction(() => document.activeElement && document.activeElement.tagName === 'H1');
    assert.match(await app.page.title(), new RegExp(app.t('help.title')));
  }));
