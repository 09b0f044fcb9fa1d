// The page can be killed at any step, opened twice, and walked back and forth: nothing is lost or sent twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, journey, withApp } from './support/app.mjs';

journey('reload at every step keeps the place and the choices', { languages: LANGUAGES }, async (app) => {
  const again = async (heading) => {
    await app.page.reload();
    await app.heading(heading);
  };
  await app.become('flexible');
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
  await app.tapLink('intent.stop');
  await again('apply-eligibility.title');
  await app.tapButton('common.continue');
  await app.heading('apply-consequences.title');
  const n = await app.tickAll();
  await again('apply-consequences.title');
  await app.page.getByRole('checkbox').first().waitFor();
  assert.equal(await app.page.getByRole('checkbox', { checked: true }).count(), n, 'ticks are kept');
  await app.tapButton('common.continue');
  await app.chooseDetails();
  await app.heading('apply-review.title');
  await again('apply-review.title');
  await app.tapButton('apply-review.verify');
  await app.heading('apply-verify.title');
  await again('apply-verify.title');
  await app.verify();
  await app.heading('apply-confirm.title');
  await again('apply-confirm.title');
  await app.tapButton('apply-confirm.stop');
  await app.heading('receipt.title');
  await again('receipt.title');
  await app.sees('receipt.number');
});

journey('two tabs see one state', {}, async (app) => {
  await app.become('flexible');
  const other = await app.beside('/applications');
  await other.heading('applications.title');
  await other.sees('applications.empty');
  await app.page.bringToFront();
  await app.goto('/apply');
  await app.prepare('stop');
  await app.tapButton('apply-confirm.stop');
  await app.heading('receipt.title');
  await other.page.bringToFront();
  await other.page.reload();
  await other.link(app.t('kind.stop-contributions')).first().waitFor();
});

test('a frame that comes late takes no tap away', (t) => {
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
  return withApp(t, { init }, async (app) => {
    await app.become('flexible');
    await app.goto('/apply');
    await app.prepare('stop');
  });
});

journey('back and forward through the whole', {}, async (app) => {
  await app.become('flexible');
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

test('after a navigation the heading has the focus', (t) =>
  withApp(t, {}, async (app) => {
    await app.goto('/help');
    await app.heading('help.title');
    await app.page.waitForFunction(() => document.activeElement && document.activeElement.tagName === 'H1');
    assert.match(await app.page.title(), new RegExp(app.t('help.title')));
  }));
