// The seven taps, and what comes after them, as a person walks them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, TAPS, withApp } from './support/app.mjs';

for (const lang of LANGUAGES) {
  test(`${lang}: seven taps lead from Home to Cancel, each a real link`, (t) =>
    withApp(t, { lang }, async (app) => {
      await app.become('flexible');
      await app.goto('/');
      for (const name of TAPS[lang]) {
        const link = app.link(name);
        assert.ok(await link.getAttribute('href'), `${name} has an address`);
        await link.click();
      }
      await app.heading('cancel.title');
      assert.match(app.page.url(), /#\/cancel$/);
    }));

  test(`${lang}: signing in is asked on the card, and leads back to it`, (t) =>
    withApp(t, { lang }, async (app) => {
      await app.goto('/demo');
      await app.heading('demo.title');
      const id = (await app.page.locator('dd', { hasText: /^\d{17}[\dX]$/ }).first().textContent()).trim();
      const password = await app.password();
      await app.goto('/');
      for (const name of TAPS[lang].slice(0, 3)) await app.link(name).click();
      await app.heading('sign-in.title');
      await app.page.getByText(app.t('sign-in.password-way'), { exact: true }).first().click();
      await app.page.getByLabel(app.t('sign-in.id'), { exact: true }).fill(`${id.slice(0, 6)} ${id.slice(6).toLowerCase()}`);
      await app.page.getByLabel(app.t('sign-in.password'), { exact: true }).fill(password);
      await app.tapButton('sign-in.submit');
      await app.heading('card.title');
      assert.match(app.page.url(), /#\/card$/);
      await app.page.goBack();
      await app.heading('social.title');
    }));

  test(`${lang}: contributions are stopped once, followed, and withdrawn`, (t) =>
    withApp(t, { lang }, async (app) => {
      await app.become('flexible');
      await app.goto('/');
      await app.sevenTaps();
      await app.prepare('stop');
      await app.tapButton('cancel.confirm.stop');
      await app.heading('receipt.title');
      await app.sees('receipt.number');
      await app.sees('receipt.undo.left');
      // Back leads out of the finished flow, not into it.
      await app.page.goBack();
      await app.heading('cancellation.title');
      await app.page.goForward();
      await app.heading('receipt.title');
      await app.tapLink('receipt.undo.go');
      await app.heading('withdraw.title');
      await app.tapButton('withdraw.go');
      await app.sees('state.withdrawn');
      await app.goto('/applications');
      await app.heading('applications.title');
      await app.sees('state.withdrawn');
    }));
}

test('the code by SMS works as the password does', (t) =>
  withApp(t, {}, async (app) => {
    await app.become('flexible');
    await app.goto('/cancel/unlink-card');
    await app.heading('cancel.check.title');
    await app.tapButton('common.continue');
    await app.heading('cancel.then.title');
    if ((await app.page.getByRole('checkbox').count()) > 0) await app.tickAll();
    await app.tapButton('common.continue');
    await app.heading('cancel.review.title');
    await app.tapButton('cancel.review.verify');
    await app.heading('cancel.verify.title');
    await app.page.getByText(app.t('method.sms'), { exact: true }).first().click();
    const field = app.page.getByLabel(app.t('cancel.verify.code'), { exact: true });
    await field.waitFor();
    await field.fill('000000');
    await app.tapButton('cancel.verify.go');
    await app.sees('common.attempts-left');
    // The code is on the demo panel; going there and back loses nothing.
    await app.goto('/demo');
    await app.heading('demo.title');
    const code = (await app.page.getByText(/^\d{6}$/).filter({ hasNotText: '135790' }).first().textContent()).trim();
    await app.page.goBack();
    await app.heading('cancel.verify.title');
    await app.page.getByLabel(app.t('cancel.verify.code'), { exact: true }).fill(code);
    await app.tapButton('cancel.verify.go');
    await app.heading('cancel.confirm.title');
    await app.tapButton('cancel.confirm.unlink');
    await app.heading('receipt.title');
  }));

test('a double tap on the last button makes one application', (t) =>
  withApp(t, {}, async (app) => {
    await app.become('flexible');
    await app.goto('/cancel');
    await app.prepare('stop');
    await app.button(app.t('cancel.confirm.stop')).dblclick();
    await app.heading('receipt.title');
    await app.hasOne('kind.stop-contributions');
  }));

test('an answer that is lost is found again, with the same number, and nothing is done twice', (t) =>
  withApp(t, {}, async (app) => {
    await app.become('flexible');
    await app.goto('/cancel');
    await app.prepare('stop');
    await app.fault('demo.fault.lost', { once: true });
    await app.page.goBack();
    await app.heading('cancel.confirm.title');
    await app.tapButton('cancel.confirm.stop');
    await app.sees('cancel.unknown.title');
    await app.seesNot('receipt.number');
    // Nobody does anything: it is asked again by itself.
    await app.heading('receipt.title');
    await app.hasOne('kind.stop-contributions');
  }));

test('what certainly did not leave the phone is called not sent, and can be sent again', (t) =>
  withApp(t, {}, async (app) => {
    await app.become('flexible');
    await app.goto('/cancel');
    await app.prepare('stop');
    await app.fault('demo.fault.offline', { once: true });
    await app.page.goBack();
    await app.heading('cancel.confirm.title');
    await app.tapButton('cancel.confirm.stop');
    await app.sees('cancel.not-sent.title');
    await app.tapButton('common.retry');
    await app.heading('receipt.title');
  }));
