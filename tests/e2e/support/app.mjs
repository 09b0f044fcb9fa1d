// The app in a person's hands: everything is found by role and by the words of the locale, so the same
// test runs in every language, and a word that is missing fails it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { located, open } from './browser.mjs';
import { Embedded } from './embedded.mjs';
import { PASSWORD } from './people.mjs';
import { Embedder, Server } from './remote.mjs';
import { root } from './server.mjs';
import { TAPS } from './taps.mjs';

/**
 * The ways on which the app reaches a backend: the one in the browser itself, the reference server behind a proxy, and the
 * same over a function of the page around the app. A journey does not know which it is on: it asks the app for somebody
 * signed in, for a code, for a failure, and the way sees to it.
 */
const WAYS = { embedded: Embedded, server: Server, embedder: Embedder };

export const LANGUAGES = ['en', 'zh-CN'];

export { TAPS };

/** So long a finger rests between two taps at the same place, in milliseconds, where they are not to be taken for one. */
const REST_MS = 500;

const files = {};

/** The texts of a language, by key. */
export function words(lang) {
  if (!files[lang]) files[lang] = JSON.parse(readFileSync(join(root, 'locales', `${lang}.json`), 'utf8'));
  return files[lang];
}

/** Letters of the Arabic script, one for each of ours. */
const LETTERS = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي';
const inArabic = (text) =>
  text.replace(/\{\w+\}|[a-z]/gi, (one) => (one.length > 1 ? `\u2068${one}\u2069` : LETTERS[one.toLowerCase().charCodeAt(0) - 97]));

/**
 * Makes words of the English ones for a language that no locale is of, and that runs from right to left: each letter another,
 * and what is filled in isolated, as a translator would.
 */
export function sample(lang, name) {
  const other = (word) =>
    typeof word === 'string' ? inArabic(word) : Object.fromEntries(Object.entries(word).map(([form, text]) => [form, inArabic(text)]));
  const all = Object.entries(words('en')).map(([key, word]) => [key, other(word)]);
  files[lang] = { ...Object.fromEntries(all), 'language.name': name };
  TAPS[lang] = TAPS.en.map(inArabic);
  return files[lang];
}

/** The English text of a key, for what is tested in that language only. */
export const said = (key) => words('en')[key];

/** The heading of a page, in a page or a frame. */
export const heading = (within, key, lang = 'en') =>
  within.getByRole('heading', { level: 1, name: words(lang)[key], exact: true });

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

  /** Goes to an address, and waits for the heading that is named. */
  async goto(path, key) {
    await this.page.evaluate((p) => {
      location.hash = p;
    }, path);
    if (key) await this.heading(key);
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
  async heading(key) {
    await this.page.getByRole('heading', { level: 1, name: this.like(key) }).waitFor();
  }

  /** Goes there from another page, until the focus is on the heading: that is done in the frame after it is drawn. */
  async arrives(path, key) {
    await this.page.evaluate(() => document.activeElement.blur());
    await this.goto(path, key);
    await this.page.waitForFunction(() => document.activeElement.id === 'page-title');
  }

  link(name) {
    return this.page.getByRole('link', { name, exact: true });
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Rests as long as a person does before another tap is meant. */
  async rest() {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }

  /**
   * Taps, no sooner after a tap on a button than a person does: what comes under the finger takes no second tap of a double
   * tap (web/boot/taps.mjs), however late it has come. From link to link nobody waits.
   */
  async taps(control, isButton) {
    if (this.tapped && (isButton || this.tapped.button)) {
      if (control.waitFor) await control.waitFor();
      await this.rest();
    }
    if (control.scrollIntoViewIfNeeded) await this.scrollsTo(control);
    await control.click();
    this.tapped = { button: isButton };
  }

  /** Taps a link, and waits for the heading that is named. */
  async tapLink(key, then) {
    await this.taps(this.link(this.t(key)), false);
    if (then) await this.heading(then);
  }

  /** Taps a button, and waits for the heading that is named. */
  async tapButton(key, then) {
    await this.taps(this.button(this.t(key)), true);
    if (then) await this.heading(then);
  }

  /** The first button to try again. */
  retry() {
    return this.button(this.t('common.retry')).first();
  }

  async sees(key) {
    await this.page.getByText(this.like(key)).first().waitFor();
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

  /** The same by a code, which the way knows. */
  async signInByCode(id) {
    await this.heading('sign-in.title');
    await this.page.getByLabel(this.t('sign-in.id'), { exact: true }).fill(id);
    await this.tapButton('sign-in.send');
    const field = this.page.getByLabel(this.t('sign-in.code'), { exact: true });
    await field.waitFor();
    await field.fill(await this.way.code(this));
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

  /** Scrolls as a finger does: the place where it has tapped before means nothing then. */
  async scrollsTo(control) {
    const at = () => this.page.evaluate(() => scrollY);
    const before = await at();
    await control.scrollIntoViewIfNeeded();
    if (await at() !== before) await this.scrolled();
  }

  /** What a page hears of a finger that scrolls. */
  async scrolled() {
    await this.page.evaluate(() => document.dispatchEvent(new Event('pointercancel')));
  }

  /** Taps a box or an answer, as far as it has come to rest and nothing lies over it, and sees the tick arrive. */
  async tick(box) {
    await box.scrollIntoViewIfNeeded();
    await this.scrolled();
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
    await this.goto('/applications', 'applications.title');
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

  /** From the answer that one may to the proof of identity, by way of `details` where there is a choice. */
  async reviews(at = () => {}, details = true) {
    await this.sees('apply-eligibility.yes');
    await at('eligibility');
    const [, kind] = /\/apply\/([a-z-]+)/.exec(await this.page.evaluate(() => location.href));
    await this.tapButton('common.continue', `consequences.${kind}`);
    await at('consequences');
    await this.acknowledges();
    await this.tapButton('common.continue', details ? 'apply-details.title' : 'apply-review.title');
    if (details) {
      await at('details');
      await this.chooseDetails();
      await this.heading('apply-review.title');
    }
    await at('review');
    await this.tapButton('apply-review.verify', 'apply-verify.title');
    await at('verify');
  }

  /** From "What do you want to do?" to the last button of a stop; `at` is called at each step, once it is there. */
  async prepare(at = () => {}) {
    await this.goto('/apply');
    await this.tapLink('intent.stop', 'apply-eligibility.title');
    await this.reviews(at);
    await this.verify();
    await this.heading('apply-confirm.title');
    await at('confirm');
  }

  /** From "What do you want to do?" to the receipt of a stop; `before` is done when only the last button is left. */
  async applies(before) {
    await this.prepare();
    await before?.(this);
    await this.tapButton('apply-confirm.stop', 'receipt.title');
  }

  /** The same from Home. */
  async stops(before) {
    await this.goto('/');
    await this.sevenTaps();
    await this.applies(before);
    await this.sees('receipt.number');
  }

  /** From the receipt: takes it back. */
  async takesBack() {
    await this.tapLink('receipt.undo.go', 'withdraw.title');
    await this.tapButton('withdraw.go');
    await this.sees('state.withdrawn');
  }

  async chooseDetails() {
    await this.tick(this.page.getByRole('radio').first());
    const month = this.page.getByRole('combobox');
    if ((await month.count()) > 0) await month.selectOption({ index: 1 });
    await this.tapButton('common.continue');
  }

  /** Proves identity with the password, or with the SMS code `code` by somebody who signed in by the password. */
  async verify() {
    if (this.code) return this.verifyByCode();
    await this.page.getByText(this.t('method.password'), { exact: true }).first().click();
    await this.page.getByLabel(this.t('apply-verify.pin'), { exact: true }).fill(PASSWORD);
    await this.tapButton('apply-verify.go');
  }

  async verifyByCode() {
    await this.page.getByText(this.t('method.sms'), { exact: true }).first().click();
    const field = this.page.getByLabel(this.t('apply-verify.code'), { exact: true });
    await field.waitFor();
    await field.fill(await this.code());
    await this.tapButton('apply-verify.go');
  }
}

/** Opens the app, on the way that is asked for; what it complains of fails the test when it is closed. */
async function openApp(options = {}) {
  const lang = options.lang || 'en';
  const way = await WAYS[options.way || 'embedded'].start(options);
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

/** Runs a test with the app open, and with somebody of the demo signed in (`as`), if anybody is named. */
export async function withApp(options, run) {
  const app = await openApp(options);
  try {
    if (options.as) await app.become(options.as);
    await run(app);
  } catch (error) {
    throw located(error, app.page.url(), await app.page.locator('body').innerText().catch(() => ''));
  } finally {
    await app.close();
  }
}

/**
 * A journey (of somebody signed in, `as`), on every way: in both languages on the embedded one, or in one if that is
 * enough, and in one language on each of the others.
 */
export function journey(name, { languages = ['en'], as }, run) {
  for (const lang of languages) test(`${lang}: ${name}`, () => withApp({ lang, as }, run));
  test(`server: ${name}`, () => withApp({ way: 'server', lang: 'en', checked: true, as }, run));
  test(`embedder: ${name}`, () => withApp({ way: 'embedder', lang: 'zh-CN', as }, run));
}
