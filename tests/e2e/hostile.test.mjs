// Hostile answers, over a real connection: on the screen that asks there is a failure that can be tried again, with a
// support code, and nothing that is not true; and with the next right answer it is over.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { App, words } from './support/app.mjs';
import { located, open } from './support/browser.mjs';
import { SPOILS, hostileServer, operations } from './support/hostile.mjs';
import { ASKING } from './support/screens.mjs';

/** For what never comes to its end: short, and long enough for a right answer on a busy machine. */
const SHORT = { call_ms: 2000, attempt_ms: 1500 };
/** The browser itself says of a request that it failed; an error of a script is something else. */
const PROVOKED = [/^console: Failed to load resource/];
/** What would be a lie after a failure. */
const LIES = ['record.empty', 'applications.empty', 'apply.not-sent.title', 'apply-eligibility.no', 'me.out', 'state.withdrawn'];

/** In the hands of one person, whose backend spoils answers in one way. */
class Hands {
  constructor(app, state) {
    this.app = app;
    this.state = state;
    this.met = new Set();
  }

  spoil(...ids) {
    ids.forEach((id) => this.met.add(id));
    this.state.spoilt = new Set(ids);
  }

  there(text) {
    const known = text in words('en');
    return this.app.page.getByText(known ? this.app.like(text) : text).filter({ visible: true }).first().waitFor();
  }

  /** A failure is told, with a support code that finds the request in the server's log. */
  async told() {
    await this.there('common.support-code');
    const code = /\brq-\d+\b|\b[0-9a-f]{12}\b/;
    const text = await this.app.page.getByText(code).filter({ visible: true }).first().innerText();
    const [found] = code.exec(text);
    assert.ok(this.state.asked.some((one) => one.code === found || one.headers.traceparent.startsWith(`00-${found}`)), text);
    for (const lie of LIES) await this.app.seesNot(lie);
  }

  /** Each of the operations in its turn is told of, and brought back by trying again. */
  async page(screen) {
    const { app } = this;
    const again = app.button(app.t('common.retry')).or(app.button(app.t('card.code-refresh'))).first();
    for (const [n, id] of screen.asks.entries()) {
      this.spoil(id);
      await (n ? again.click() : app.goto(screen.path('ap-1')));
      await again.waitFor();
      await this.told();
      // What comes back by itself does so only with a right answer: nobody rests between that and the tap.
      await app.rest();
    }
    this.spoil();
    await again.click();
    await this.there(screen.content);
    // A part of the page may come before another.
    await app.retry().waitFor({ state: 'hidden' });
  }

  /** Something is tapped and goes wrong, and is tapped again. */
  async act(id, tap, done) {
    this.spoil(id);
    await tap();
    await this.told();
    this.spoil();
    await tap();
    await done();
  }

  async reveal() {
    const { app } = this;
    await app.goto('/card');
    await this.there('card.code-hint');
    await this.act('reveal', () => app.tapButton('card.show-number'), () => this.there('990000198506010018'));
  }

  /** From the check to the receipt, and back again. */
  async apply() {
    const { app } = this;
    await app.goto('/apply/stop-contributions');
    await app.reviews(undefined, false);
    const field = app.page.getByLabel(app.t('apply-verify.pin'), { exact: true });
    await this.act(
      'startVerification',
      () => app.page.getByText(app.t('method.password'), { exact: true }).first().click(),
      () => field.waitFor(),
    );
    await field.fill('135790');
    await this.act('answerVerification', () => app.tapButton('apply-verify.go'), () => app.heading('apply-confirm.title'));
    this.spoil('submitApplication');
    await app.tapButton('apply-confirm.stop');
    await this.there('apply.unknown.title');
    await this.told();
    await app.seesNot('receipt.number');
    this.spoil();
    // Nobody does anything: it is asked again by itself, and the same.
    await app.heading('receipt.title');
    const keys = this.state.asked.filter((one) => one.id === 'submitApplication').map((one) => one.headers['idempotency-key']);
    assert.ok(keys.length > 1 && keys[0] && keys.every((key) => key === keys[0]), keys.join(' '));
  }

  async withdraw() {
    const { app } = this;
    await app.goto('/applications/ap-1/withdraw');
    await app.button(app.t('withdraw.go')).waitFor();
    this.spoil('withdrawApplication');
    // The page asks how the application stands now, whatever became of it: it is not withdrawn until somebody says so.
    const done = this.state.done;
    this.state.done = { add: () => {}, has: () => false };
    await app.tapButton('withdraw.go');
    await this.told();
    this.state.done = done;
    this.spoil();
    await app.tapButton('withdraw.go');
    await this.there('state.withdrawn');
  }

  /** The other sessions have ended when the backend says so. */
  async endsOthers() {
    const { app } = this;
    await app.goto('/sessions');
    await this.there('sessions.end');
    const tap = () => app.tapButton('sessions.end');
    await this.act('endOtherSessions', tap, () => this.there('sessions.ended'));
  }

  /** The device forgets at once; that the backend has as well is not taken for granted: it is told again. */
  async signOut() {
    const { app, state } = this;
    const asked = () => state.asked.filter((one) => one.id === 'signOut').length;
    await app.goto('/me');
    this.spoil('signOut');
    await app.tapButton('me.sign-out');
    await this.there('me.leaving');
    await app.seesNot('me.out');
    // The screen does not wait for it, nor does a request that is sent arrive at once.
    for (const end = Date.now() + 10000; asked() < 1 && Date.now() < end; ) await pause(20);
    assert.equal(asked(), 1);
    this.spoil();
    // It is told when the network comes back, once the first answer has been given up.
    for (const end = Date.now() + 10000; asked() < 2 && Date.now() < end; ) {
      await app.page.context().setOffline(true);
      await this.there('common.offline');
      await app.page.context().setOffline(false);
      await app.page.getByText(app.like('common.offline')).filter({ visible: true }).waitFor({ state: 'detached' });
    }
    assert.equal(asked(), 2);
    assert.equal(state.signedIn, false);
    await this.there('me.out');
  }

  async signIn() {
    const { app } = this;
    // Before anything can be typed, the ways to sign in.
    await this.page({ asks: ['listSignInMethods'], path: () => '/card', content: 'sign-in.password-way' });
    await app.heading('sign-in.title');
    await app.page.getByText(app.t('sign-in.password-way'), { exact: true }).first().click();
    await app.page.getByLabel(app.t('sign-in.id'), { exact: true }).fill('990000198506010018');
    await app.page.getByLabel(app.t('sign-in.password'), { exact: true }).fill('135790');
    await this.act('signIn', () => app.tapButton('sign-in.submit'), () => app.heading('card.title'));
  }
}

describe('every operation', { concurrency: 2 }, () => {
  for (const [name, spoil] of Object.entries(SPOILS)) {
    test(name, async (t) => {
      const server = await hostileServer(spoil, name === 'one byte a second' ? SHORT : undefined);
      server.state.spoilt.add('listCities');
      const { page, close } = await open({ base: server.url, path: '#/cities', allow: PROVOKED });
      const hands = new Hands(new App(page, 'en'), server.state);
      const began = Date.now();
      try {
        for (const screen of ASKING) await hands.page(screen);
        await hands.reveal();
        await hands.apply();
        await hands.withdraw();
        await hands.endsOthers();
        await hands.signOut();
        await hands.signIn();
      } catch (error) {
        const place = `${page.url()}: ${name}, ${[...hands.met].pop()}`;
        throw located(error, place, await page.locator('body').innerText().catch(() => ''));
      } finally {
        server.close();
        await close();
      }
      assert.deepEqual([...hands.met].sort(), operations().map((one) => one.id).sort());
      t.diagnostic(`${name}: ${hands.met.size} operations in ${Date.now() - began} ms`);
    });
  }
});
