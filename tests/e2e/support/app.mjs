// The app in a person's hands: everything is found by role and by the words of the locale, so the same
// test runs in every language, and a word that is missing fails it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { located, open } from './browser.mjs';
import { PASSWORD } from './people.mjs';
import { TAPS } from './taps.mjs';
import { startWay } from './ways.mjs';

const locales = join(dirname(fileURLToPath(import.meta.url)), '../../../locales');

export const LANGUAGES = ['en', 'zh-CN'];

export { TAPS };

const files = {};

/** The texts of a language, by key. */
export function words(lang) {
  if (!files[lang]) files[lang] = JSON.parse(readFileSync(join(locales, `${lang}.json`), 'utf8'));
  return files[lang];
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export class App {
  constructor(page, lang, way) {
    this.page = page;
    this.lang = lang;
    this.way = way;
  }

  /** The text of a key. */
  t(key, values = {}) {
    let text = words(this.lang)[key];
    assert.ok(text !== undefined, `no word ${key}`);
    if (typeof text === 'object') {
      text = text[new Intl.PluralRules(this.lang).select(Number(values.n))] || text.other;
    }
    return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  }

  /** The text of a key as a pattern: what is filled in may be anything. */
  like(key) {
    const text = words(this.lang)[key];
    const forms = typeof text === 'object' ? Object.values(text) : [text];
    return new RegExp(forms.map((f) => escaped(f).replace(/\\\{\w+\\\}/g, '[\\s\\S]+?')).join('|'));
  }

  async goto(path) {
    await this.page.evaluate((p) => {
      location.hash = p;
    }, path);
  }

  /**
   * The app once more, in another tab of the same browser, which is then in front: what is behind is drawn once a
   * second only, and every tap waits for that.
   */
  async beside(path) {
    const app = new App(await this.page.context().newPage(), this.lang, this.way);
    await app.page.goto(this.page.url().replace(/#.*$/, `#${path}`));
    return app;
  }

  /** The page's own heading says this. */
  async heading(key, values) {
    const name = key in words(this.lang) ? (values ? this.t(key, values) : this.like(key)) : key;
    await this.page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' }).waitFor();
  }

  link(name) {
    return this.page.getByRole('link', { name, exact: true });
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  async tapLink(key, values) {
    await this.link(this.t(key, values)).click();
  }

  async tapButton(key, values) {
    await this.button(this.t(key, values)).click();
  }

  async sees(key, values) {
    const text = values ? this.t(key, values) : this.like(key);
    await this.page.getByText(text).first().waitFor();
  }

  /** Something says this, and nothing else. */
  async says(key) {
    await this.page.getByText(this.t(key), { exact: true }).waitFor();
  }

  async seesNot(key) {
    assert.equal(await this.page.getByText(this.like(key)).filter({ visible: true }).count(), 0, `${key} must not show`);
  }

  /** Signs somebody of the demo in. */
  become(who) {
    return this.way.become(this, who);
  }

  /** Signs in on the screen that a personal page shows in its place. */
  async signIn(id, password) {
    await this.heading('sign-in.title');
    await this.page.getByText(this.t('sign-in.password-way'), { exact: true }).first().click();
    await this.page.getByLabel(this.t('sign-in.id'), { exact: true }).fill(id);
    await this.page.getByLabel(this.t('sign-in.password'), { exact: true }).fill(password);
    await this.tapButton('sign-in.submit');
  }

  /** Nothing is being loaded any more. */
  async loaded() {
    await this.page.waitForFunction(() => !document.querySelector('.bones, .skeleton'));
  }

  /** What was pressed has come to its end, one way or the other. */
  async idle() {
    await this.page.waitForFunction(() => !document.querySelector('.is-busy'));
  }

  /** The next answers fail (all of them, or one, until it is taken back), or work again with `null`. */
  fault(key, { once = false } = {}) {
    return this.way.fault(this, key, once);
  }

  /** Taps a box or an answer, as far as it has come to rest and nothing lies over it, and sees the tick arrive. */
  async tick(box) {
    await box.click();
    const ticked = ['radio', 'checkbox'].map((role) => this.page.getByRole(role, { checked: true }));
    await box.and(ticked[0].or(ticked[1])).waitFor();
  }

  /** Chooses an answer; it is the app that ticks it, once it has taken it in. */
  async choose(key) {
    await this.tick(this.page.getByRole('radio', { name: this.t(key), exact: true }));
  }

  /** The seven taps, from Home. */
  async sevenTaps() {
    for (const name of TAPS[this.lang]) await this.link(name).click();
    await this.heading('intent.title');
  }

  /** My applications hold one of this kind, and no second; nor does the server, where there is one. */
  async hasOne(kind) {
    await this.goto('/applications');
    await this.heading('applications.title');
    const rows = this.page.getByRole('link', { name: this.t(kind) });
    await rows.first().waitFor();
    assert.equal(await rows.count(), 1);
    const held = await this.way.held();
    if (held) assert.deepEqual(held.map((one) => `kind.${one.kind.replaceAll('_', '-')}`), [kind]);
  }

  /** Ticks everything that asks for it. */
  async tickAll() {
    const boxes = this.page.getByRole('checkbox');
    await boxes.first().waitFor();
    const n = await boxes.count();
    for (let i = 0; i < n; i += 1) if (!(await boxes.nth(i).isChecked())) await this.tick(boxes.nth(i));
    return n;
  }

  /** Ticks what asks for it, if anything does. */
  async acknowledges() {
    if ((await this.page.getByRole('checkbox').count()) > 0) await this.tickAll();
  }

  /** From "What do you mean?" to the last button. */
  async prepare(intent) {
    await this.tapLink(`intent.${intent}`);
    await this.heading('apply-eligibility.title');
    await this.sees('apply-eligibility.yes');
    await this.tapButton('common.continue');
    await this.heading('apply-consequences.title');
    await this.acknowledges();
    await this.tapButton('common.continue');
    await this.chooseDetails();
    await this.heading('apply-review.title');
    await this.tapButton('apply-review.verify');
    await this.verify();
    await this.heading('apply-confirm.title');
  }

  /** From Home to the receipt of a stop; `before` is done when only the last button is left. */
  async stops(before) {
    await this.goto('/');
    await this.sevenTaps();
    await this.prepare('stop');
    await before?.(this);
    await this.tapButton('apply-confirm.stop');
    await this.heading('receipt.title');
    await this.sees('receipt.number');
  }

  /** From the receipt: takes it back. */
  async takesBack() {
    await this.tapLink('receipt.undo.go');
    await this.heading('withdraw.title');
    await this.tapButton('withdraw.go');
    await this.sees('state.withdrawn');
  }

  async chooseDetails() {
    await this.tick(this.page.getByRole('radio').first());
    const month = this.page.getByRole('combobox');
    if ((await month.count()) > 0) await month.selectOption({ index: 1 });
    await this.tapButton('common.continue');
  }

  /** Proves identity with the password. */
  async verify() {
    await this.heading('apply-verify.title');
    await this.page.getByText(this.t('method.password'), { exact: true }).first().click();
    await this.page.getByLabel(this.t('apply-verify.pin'), { exact: true }).fill(PASSWORD);
    await this.tapButton('apply-verify.go');
  }
}

/** Opens the app, on the way that is asked for; what it complains of fails the test when it is closed. */
export async function openApp(options = {}) {
  const lang = options.lang || 'en';
  const way = await startWay(options);
  try {
    const opened = await open({ ...way.options(options), lang });
    const app = new App(opened.page, lang, way);
    app.context = opened.context;
    app.close = () => opened.close().finally(() => way.stop());
    await app.page.getByRole('heading', { level: 1 }).first().waitFor();
    return app;
  } catch (error) {
    await way.stop();
    throw error;
  }
}

/** Runs a test with the app open. */
export async function withApp(t, options, run) {
  const app = await openApp(options);
  try {
    await run(app);
  } catch (error) {
    throw located(error, app.page.url(), await app.page.locator('body').innerText().catch(() => ''));
  } finally {
    await app.close();
  }
}

/**
 * A journey, on every way: in both languages on the embedded one, or in one if that is enough, and in one language on
 * each of the others.
 */
export function journey(name, { languages = ['en'] } = {}, run) {
  for (const lang of languages) test(`${lang}: ${name}`, (t) => withApp(t, { lang }, run));
  test(`server: ${name}`, (t) => withApp(t, { way: 'server', lang: 'en', checked: true }, run));
  test(`embedder: ${name}`, (t) => withApp(t, { way: 'embedder', lang: 'zh-CN' }, run));
}
