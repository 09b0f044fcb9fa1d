// What stays open tells the truth: clocks that are set, applications that go on elsewhere; and what is taken away of a receipt.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey, withApp } from './support/app.mjs';

const HOUR_MS = 3_600_000;
/** A page that stays open has asked again by then. */
const AGAIN_MS = 20_000;

journey('a clock that is put back or forward moves no countdown', { as: 'flexible' }, async (app) => {
  await app.stops();
  const timer = app.page.getByRole('timer').first();
  const ten = async () => {
    await app.page.waitForTimeout(2_500);
    assert.match(await timer.textContent(), /\b(10:00|9:\d\d)\b/);
  };
  await ten();
  for (const hours of [-3, 8, -1_000]) {
    await app.page.evaluate((ms) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + ms;
    }, hours * HOUR_MS);
    await ten();
  }
  await app.takesBack();
});

journey('a receipt that stays open shows what became of it elsewhere', { as: 'flexible' }, async (app) => {
  await app.stops();
  const other = await app.beside('/applications');
  await other.heading('applications.title');
  await other.link(app.t('kind.stop-contributions')).first().click();
  await other.heading('application.title');
  await other.takesBack();
  await app.page.bringToFront();
  await app.page.getByText(app.t('state.withdrawn')).first().waitFor({ timeout: AGAIN_MS });
  assert.equal(await app.link(app.t('receipt.undo.go')).count(), 0);
});

test('a window that gets the focus asks again at once', () =>
  withApp({ way: 'server', as: 'flexible' }, async (app) => {
    await app.stops();
    await app.page.waitForTimeout(1_000);
    const asked = app.page.waitForRequest(/\/v1\/applications\//, { timeout: 5_000 });
    await app.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    const request = await asked;
    assert.equal(request.headers().purpose, undefined, 'a person came back');
    const later = await app.page.waitForRequest(/\/v1\/applications\//, { timeout: AGAIN_MS });
    assert.equal(later.headers().purpose, 'background', 'a timer asks');
    assert.ok(later.headers()['if-none-match'], 'and only whether anything has changed');
    assert.equal((await later.response()).status(), 304);
    await app.sees('receipt.undo.left');
  }));

test('where a web-view neither saves nor prints, other ways are offered and nothing is claimed', () =>
  withApp({ as: 'flexible' }, async (app) => {
    const { page } = app;
    await page.evaluate(() => {
      window.print = undefined;
      HTMLAnchorElement.prototype.click = () => {};
      navigator.share = async ({ text }) => {
        window.shared = text;
      };
    });
    await app.stops();
    assert.equal(await app.button(app.t('receipt.print')).count(), 0, 'there is no print');
    await app.tapButton('receipt.save');
    await app.sees('notice.handed-over');
    assert.equal(await page.getByText(app.t('notice.saved'), { exact: true }).count(), 0, 'nothing is claimed');
    const number = await page.locator('.pairs__value--strong').first().innerText();
    await app.tapButton('receipt.share');
    const shared = await page.waitForFunction(() => window.shared).then((text) => text.jsonValue());
    assert.ok(shared.includes(number.trim().split(/\s/)[0]), shared);
    for (const key of ['receipt.checksum', 'receipt.person', 'receipt.agency']) assert.ok(shared.includes(app.t(key)), key);
    await app.tapButton('receipt.picture');
    const image = page.getByRole('img', { name: app.t('receipt.picture.alt') });
    await image.waitFor();
    assert.ok(await image.evaluate(async (one) => {
      await one.decode();
      return one.naturalWidth > 300 && one.naturalHeight > 300;
    }));
  }));

test('paper is light, and has what the screen has', () =>
  withApp({ as: 'flexible' }, async (app) => {
    await app.stops();
    for (const theme of [null, 'dark']) {
      await app.page.evaluate((dark) => dark && document.documentElement.setAttribute('data-theme', dark), theme);
      await app.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const text = await app.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--text').trim());
      assert.equal(text, '#17202c');
      for (const key of ['receipt.number', 'receipt.checksum', 'receipt.person', 'receipt.agency', 'receipt.progress']) {
        assert.ok(await app.page.getByText(app.t(key), { exact: true }).first().isVisible(), key);
      }
      assert.equal(await app.button(app.t('receipt.save')).filter({ visible: true }).count(), 0);
      await app.page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    }
  }));

test('a toast goes with its page, and the live region is emptied', () =>
  withApp({ as: 'flexible' }, async (app) => {
    await app.stops();
    await app.page.waitForTimeout(5_000);
    await app.tapButton('receipt.copy');
    await app.page.locator('.toast__box').waitFor();
    await app.page.waitForTimeout(1_200);
    await app.tapLink('receipt.follow', 'application.title');
    await app.page.locator('.toast__box').waitFor({ state: 'detached', timeout: 1_500 });
    assert.equal(await app.page.locator('.live').textContent(), '');
  }));
