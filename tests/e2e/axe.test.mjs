// No violation on any screen, light and dark; and a picture of each.

import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { LANGUAGES, withApp } from './support/app.mjs';
import { noViolation } from './support/looks.mjs';

const OPEN = [
  ['home', '/'],
  ['center', '/center'],
  ['cities', '/cities'],
  ['social-security', '/social-security'],
  ['sign-in', '/card'],
  ['me-out', '/me'],
  ['settings', '/settings'],
  ['about', '/about'],
  ['help', '/help'],
  ['characteristics', '/help/characteristics'],
  ['law', '/help/law'],
  ['demo', '/demo'],
  ['not-found', '/nowhere'],
];

const PERSONAL = [
  ['card', '/card'],
  ['record', '/record'],
  ['record-2025', '/record/pension/2025'],
  ['month', '/record/pension/2025-03'],
  ['card-services', '/card/services'],
  ['cancellation', '/card/cancellation'],
  ['intent', '/apply'],
  ['eligibility', '/apply/stop-contributions'],
  ['applications-empty', '/applications'],
  ['access-log', '/access-log'],
  ['me', '/me'],
];

const folder = new URL('../../pictures/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

for (const lang of LANGUAGES) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${lang}, ${colorScheme}: every screen`, (t) =>
      withApp(t, { lang, colorScheme }, async (app) => {
        const look = async (name) => {
          await app.loaded();
          await app.page.screenshot({ path: `${folder}${name}.${lang}.${colorScheme}.png`, fullPage: true });
          // On a tall screen: a bar that stays at the bottom covers whatever happens to be under it.
          await app.page.setViewportSize({ width: 360, height: 2600 });
          await noViolation(app.page, name);
          await app.page.setViewportSize({ width: 360, height: 800 });
        };
        for (const [name, path] of OPEN) {
          await app.goto(path);
          await look(name);
        }
        await app.become('flexible');
        for (const [name, path] of PERSONAL) {
          await app.goto(path);
          await look(name);
        }
        await app.goto('/apply');
        await app.tapLink('intent.stop');
        await app.heading('apply-eligibility.title');
        await app.tapButton('common.continue');
        await app.heading('apply-consequences.title');
        await look('consequences');
        await app.tapButton('common.continue');
        await app.sees('apply-consequences.missing');
        await look('consequences-incomplete');
        await app.tickAll();
        await app.tapButton('common.continue');
        await app.heading('apply-details.title');
        await look('details');
        await app.chooseDetails();
        await app.heading('apply-review.title');
        await look('review');
        await app.tapButton('apply-review.verify');
        await app.heading('apply-verify.title');
        await look('verify-choose');
        await app.verify();
        await app.heading('apply-confirm.title');
        await look('confirm');
        await app.tapButton('apply-confirm.stop');
        await app.heading('receipt.title');
        await look('receipt');
        await app.goto('/applications');
        await app.heading('applications.title');
        await look('applications');
        await app.page.getByRole('link', { name: app.t('kind.stop-contributions') }).first().click();
        await app.heading('application.title');
        await look('application');
        await app.become('employee');
        await app.goto('/apply/stop-contributions');
        await app.sees('apply-eligibility.no');
        await look('not-eligible');
        await app.fault('demo.fault.server');
        await app.goto('/record');
        await app.button(app.t('common.retry')).first().waitFor();
        await look('failure');
      }));
  }
}
