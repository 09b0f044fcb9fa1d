// Every part in every state, as the gallery of the development build shows them: no violation, light and dark;
// nothing cut off on a narrow phone and with large text.

import { test } from 'node:test';
import { heading, said } from './support/app.mjs';
import { opened } from './support/browser.mjs';
import { DOUBLE, fits, noViolation } from './support/looks.mjs';
import { SCREENS } from './support/screens.mjs';
import { galleryUrl } from './support/server.mjs';

/** What can lie over the page: the button that opens it, and what is there then. */
const OVER = [
  ['Open dialog', (page) => page.getByRole('dialog', { name: 'Stop your contributions?' })],
  ['Open alert dialog', (page) => page.getByRole('alertdialog', { name: 'Stop your contributions?' })],
  ['Open sheet', (page) => page.getByRole('dialog', { name: 'Social Insurance Law, article 15' })],
  // Hidden from assistive technology, as its text is said by the live region.
  ['Show toast', (page) => page.getByText('Copied', { exact: true }).filter({ visible: true })],
];

/** Shows the gallery in each of its states, by itself first. */
const everyState = async (options, look) =>
  opened({ ...options, base: await galleryUrl(), path: '#/gallery' }, async ({ page }) => {
    await page.getByRole('heading', { level: 1, name: 'Gallery of parts' }).waitFor();
    await look(page, 'the parts');
    for (const [name, there] of OVER) {
      await page.getByRole('button', { name, exact: true }).click();
      await there(page).waitFor();
      await look(page, name);
      // A toast has nothing to close it with, and comes last.
      if (name === 'Show toast') break;
      // It takes the focus with the next frame, and hears a key only then.
      await page.waitForFunction(() => document.activeElement.closest('[aria-modal="true"]'));
      await page.keyboard.press('Escape');
      await there(page).waitFor({ state: 'detached' });
    }
  });

for (const colorScheme of ['light', 'dark']) {
  test(`${colorScheme}: no violation in any part`, () =>
    everyState({ colorScheme }, async (page, name) => {
      // As tall as the page: a bar that stays at the bottom covers whatever happens to be under it.
      const { width, height } = page.viewportSize();
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: tall });
      await noViolation(page, name, { examples: true });
      await page.setViewportSize({ width, height });
    }));
}

for (const [width, text] of [
  [320, 'standard'],
  [320, 'double'],
  [360, 'double'],
]) {
  test(`${width} px, text ${text}: nothing is cut off`, () =>
    everyState({ viewport: { width, height: 800 } }, async (page, name) => {
      if (text === 'double') await page.evaluate(DOUBLE);
      await fits(page, name, '.capsules');
    }));
}

test('a walk through the development build leaves its console empty', async () =>
  opened({ lang: 'en', base: await galleryUrl() }, async ({ page }) => {
    for (const { name, path, personal } of SCREENS) {
      await page.evaluate((to) => (location.hash = to), path('AP1'));
      await heading(page, personal ? 'sign-in.title' : `${name}.title`).waitFor();
    }
    // What is tapped and typed reads words, too.
    await page.evaluate(() => (location.hash = '/card'));
    await page.getByRole('button', { name: said('sign-in.send'), exact: true }).first().click();
    await page.getByRole('textbox').first().fill('1');
  }));
