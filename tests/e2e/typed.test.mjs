// What people type and paste, by the keyboard and by an input method.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApp } from './support/app.mjs';

/** Digits and letters as an input method for Chinese writes them. */
const wide = (text) => text.replace(/[0-9A-Z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

test('what is pasted is cleaned before it is checked, and not cut before that', () =>
  withApp({ lang: 'zh-CN' }, async (app) => {
    const { page } = app;
    const { id, password } = await app.way.credentials(app);
    await app.goto('/card', 'sign-in.title');
    await page.getByText(app.t('sign-in.password-way'), { exact: true }).first().click();
    // As by pasting: a limit of the field would hold.
    await page.getByLabel(app.t('sign-in.id'), { exact: true }).focus();
    await page.keyboard.insertText(`身份证号：${wide(id.slice(0, 6))} ${id.slice(6)}`);
    await page.getByLabel(app.t('sign-in.password'), { exact: true }).focus();
    await page.keyboard.insertText(` ${password.slice(0, 3)} - ${wide(password.slice(3))}\u200b `);
    await app.tapButton('sign-in.submit', 'card.title');
  }));

test('somebody without a citizen ID number signs in by a passport', () =>
  withApp({ lang: 'en' }, async (app) => {
    const { page } = app;
    await app.goto('/card', 'sign-in.title');
    await page.getByText(app.t('sign-in.password-way'), { exact: true }).first().click();
    await page.getByLabel(app.t('sign-in.document'), { exact: true }).selectOption({ label: 'Passport' });
    const number = page.getByLabel(app.t('sign-in.number'), { exact: true });
    await number.fill('e123');
    await page.getByLabel(app.t('sign-in.password'), { exact: true }).fill('135790');
    await app.tapButton('sign-in.submit');
    await app.sees('id-error.form');
    await number.fill('e0000 0001');
    await app.tapButton('sign-in.submit', 'card.title');
  }));

test('a search waits for the end of a composition', () =>
  withApp({ lang: 'zh-CN' }, async (app) => {
    const { page } = app;
    await app.goto('/', 'home.title');
    const field = page.getByRole('searchbox');
    const typed = (value, event) =>
      field.evaluate((input, [text, name]) => {
        input.value = text;
        const init = { bubbles: true, isComposing: true };
        input.dispatchEvent(name === 'input' ? new InputEvent(name, init) : new CompositionEvent(name, init));
      }, [value, event]);
    await typed('', 'compositionstart');
    for (const value of ['g', "gu'a", "qq'q"]) await typed(value, 'input');
    await app.sees('home.mine');
    await app.seesNot('home.none');
    await typed('挂失', 'input');
    await app.seesNot('home.found');
    await typed('挂失', 'compositionend');
    await app.link(app.t('kind.report-loss')).waitFor();
    // Typed without a composition it is searched at once, and where nothing is found there is somebody to ask.
    await field.fill('qqqq');
    await app.sees('home.none');
    assert.match(await page.getByRole('link', { name: /12333/ }).first().getAttribute('href'), /^tel:/);
  }));
