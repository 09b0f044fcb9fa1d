// Each failure on each screen: said as what it is, with a way to try again; never "no record".

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApp } from './support/app.mjs';

const FAULTS = ['offline', 'lost', 'server', 'many', 'conflict', 'malformed'];

// Card Cancellation is not among them: what it says stands without the backend.
const SCREENS = [
  ['/card', 'card.title', 'card.code'],
  ['/record', 'record.title', 'record.months-posted'],
  ['/card/services', 'services.title', 'services.state'],
  ['/cancel/stop-contributions', 'cancel.check.title', 'cancel.check.yes'],
  ['/applications', 'applications.title', 'applications.empty'],
  ['/access-log', 'access.title', 'access.lead'],
];

for (const [index, fault] of FAULTS.entries()) {
  // Both languages are walked, turn by turn: the words are in the locale, the logic is one.
  const lang = index % 2 === 0 ? 'en' : 'zh-CN';
  test(`${lang}: ${fault} on every screen`, (t) =>
    withApp(t, { lang }, async (app) => {
      await app.become('flexible');
      for (const [path, heading, content] of SCREENS) {
        await app.fault(`demo.fault.${fault}`);
        await app.goto(path);
        await app.heading(heading);
        const retry = app.button(app.t('common.retry'));
        await retry.first().waitFor();
        await app.sees('common.support-code');
        await app.seesNot('record.empty');
        await app.seesNot('applications.empty');
        assert.equal(await app.page.getByRole('alert').first().isVisible(), true);
        await app.fault(null);
        await app.page.goBack();
        await app.page.goBack();
        await app.goto(path);
        await app.heading(heading);
        await app.sees(content);
      }
    }));
}

test('"try again" brings the screen back without leaving it', (t) =>
  withApp(t, {}, async (app) => {
    await app.become('flexible');
    for (const [path, heading, content] of SCREENS) {
      await app.fault('demo.fault.server', { once: true });
      await app.goto(path);
      await app.heading(heading);
      await app.button(app.t('common.retry')).first().click();
      await app.sees(content);
    }
  }));

test('a slow answer is said to be slow, and still comes', (t) =>
  withApp(t, {}, async (app) => {
    await app.become('flexible');
    await app.goto('/demo');
    await app.choose('demo.latency.long');
    await app.idle();
    await app.goto('/record');
    await app.sees('common.slow');
    await app.sees('record.months-posted');
  }));

test('without a network the embedded backend goes on; the app says that there is none', (t) =>
  withApp(t, {}, async (app) => {
    await app.become('flexible');
    await app.context.setOffline(true);
    await app.goto('/record');
    await app.heading('record.title');
    await app.sees('record.months-posted');
    await app.sees('common.offline');
    await app.context.setOffline(false);
  }));
