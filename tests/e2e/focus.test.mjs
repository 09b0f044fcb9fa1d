// The focus stays with what has it, whatever is drawn around it (issue 10, point 16).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApp } from './support/app.mjs';

/** What has the focus: its tag, and what it says. */
const focused = (app) => app.page.evaluate(() => [document.activeElement.tagName, document.activeElement.textContent]);

test('a button that sends keeps the focus while it sends, and after a refusal', () =>
  withApp({}, async (app) => {
    const { id } = await app.way.credentials(app);
    await app.goto('/card', 'sign-in.title');
    await app.page.getByText(app.t('sign-in.password-way'), { exact: true }).first().click();
    await app.page.getByLabel(app.t('sign-in.id'), { exact: true }).fill(id);
    await app.page.getByLabel(app.t('sign-in.password'), { exact: true }).fill('000000');
    await app.way.slow(app);
    await app.button(app.t('sign-in.submit')).focus();
    await app.page.keyboard.press('Enter');
    await app.page.locator('.is-busy').waitFor();
    const [tag, text] = await focused(app);
    assert.equal(tag, 'BUTTON');
    assert.match(text, new RegExp(app.t('sign-in.busy')));
    await app.idle();
    await app.sees('failure.wrong-text');
    assert.deepEqual(await focused(app), ['BUTTON', app.t('sign-in.submit')]);
  }));

test('the focus stays on an application when another one comes before it', () =>
  withApp({ as: 'flexible' }, async (app) => {
    const applies = async (there, path) => {
      await there.goto(path);
      await there.reviews(undefined, false);
      await there.verify();
      await there.heading('apply-confirm.title');
      await there.page.locator('.page__actions .button').first().click();
      await there.heading('receipt.title');
    };
    await applies(app, '/apply/unlink-card');
    await app.arrives('/applications', 'applications.title');
    const row = app.link(app.t('kind.unlink-card'));
    await row.focus();
    const address = await row.getAttribute('href');
    const other = await app.beside('/apply/report-loss');
    await applies(other, '/apply/report-loss');
    await app.page.bringToFront();
    // Whoever comes back to the page has it asked again.
    await app.page.evaluate(() => { window.dispatchEvent(new Event('focus')); });
    await app.link(app.t('kind.report-loss')).waitFor();
    assert.equal(await app.page.evaluate(() => document.activeElement.getAttribute('href')), address);
    await app.page.keyboard.press('Enter');
    await app.heading('application.title');
    assert.ok((await app.page.evaluate(() => location.hash)).endsWith(address.split('#')[1]));
  }));

test('"Try again" leaves the focus on the page, not on nothing, while it is tried and after', () =>
  withApp({ as: 'flexible' }, async (app) => {
    await app.fault('demo.fault.server');
    for (const [path, title] of [['/record', 'record.title'], ['/applications', 'applications.title']]) {
      await app.goto(path);
      await app.retry().waitFor();
      await app.retry().focus();
      await app.page.keyboard.press('Enter');
      await app.page.waitForFunction(() => document.activeElement.id === 'page-title');
      await app.retry().waitFor();
      assert.deepEqual(await focused(app), ['H1', app.t(title)]);
    }
  }));

test('who leaves the page by the keyboard while it is drawn again is not called back to its title', () =>
  withApp({}, async (app) => {
    await app.arrives('/settings', 'settings.title');
    await app.page.getByRole('radio').first().focus();
    const tag = await app.page.evaluate(() => {
      // The page is drawn again; before it is on the screen, Tab has left the last thing on it.
      window.dispatchEvent(new Event('focus'));
      document.activeElement.blur();
      return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(document.activeElement.tagName))));
    });
    assert.equal(tag, 'BODY');
  }));
