// No violation on any screen, light and dark; and, where PICTURES names a folder, a picture of each.

import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { LANGUAGES, withApp } from './support/app.mjs';
import { noViolation } from './support/looks.mjs';
import { SCREENS } from './support/screens.mjs';

/** What stands in the place of a screen. */
const INSTEAD = [
  ['sign-in', '/card'],
  ['not-found', '/nowhere'],
];

const { PICTURES } = process.env;
if (PICTURES) mkdirSync(PICTURES, { recursive: true });

for (const lang of LANGUAGES) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${lang}, ${colorScheme}: every screen`, () =>
      withApp({ lang, colorScheme }, async (app) => {
        const look = async (name) => {
          await app.loaded();
          const path = `${PICTURES}/${name}.${lang}.${colorScheme}.png`;
          if (PICTURES) await app.page.screenshot({ path, fullPage: true });
          // On a tall screen: a bar that stays at the bottom covers whatever happens to be under it.
          await app.page.setViewportSize({ width: 360, height: 2600 });
          await noViolation(app.page, name);
          await app.page.setViewportSize({ width: 360, height: 800 });
        };
        for (const { name, path } of SCREENS.filter((screen) => !screen.personal)) {
          await app.goto(path());
          await look(name === 'me' ? 'me-out' : name);
        }
        for (const [name, path] of INSTEAD) {
          await app.goto(path);
          await look(name);
        }
        await app.become('flexible');
        for (const { name, path } of SCREENS.filter((screen) => screen.personal && !screen.needsId)) {
          await app.goto(path());
          await look(name === 'applications' ? 'applications-empty' : name);
        }
        await app.goto('/me');
        await look('me');
        await app.prepare(async (step) => {
          // It is among the screens.
          if (step === 'eligibility') return;
          await look(step === 'verify' ? 'verify-choose' : step);
          if (step !== 'consequences') return;
          // axe scrolls, which brings something else under the finger.
          await app.page.waitForTimeout(500);
          await app.tapButton('common.continue');
          await app.sees('apply-consequences.missing');
          await look('consequences-incomplete');
        });
        await app.tapButton('apply-confirm.stop', 'receipt.title');
        const id = decodeURIComponent(app.page.url().split('/').pop());
        for (const { name, path } of SCREENS.filter((screen) => screen.needsId)) {
          await app.goto(path(id), `${name}.title`);
          await look(name);
        }
        await app.goto('/applications', 'applications.title');
        await look('applications');
        await app.become('employee');
        await app.goto('/apply/stop-contributions');
        await app.sees('apply-eligibility.no');
        await look('not-eligible');
        await app.fault('demo.fault.server');
        await app.goto('/record');
        await app.retry().waitFor();
        await look('failure');
      }));
  }
}
