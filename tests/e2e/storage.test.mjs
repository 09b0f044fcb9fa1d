// Storage that a web-view does not have, bars, has no room in, or empties: the whole journey works in each.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApp } from './support/app.mjs';

/** Run in the page before anything else. */
const KINDS = {
  // Android's WebView, as it is unless somebody turns it on (setDomStorageEnabled).
  'no localStorage': () => {
    Object.defineProperty(window, 'localStorage', { value: null });
    Object.defineProperty(window, 'sessionStorage', { value: null });
  },
  // A frame of another site, where cookies of others are blocked.
  'a localStorage that throws': () => {
    const barred = { get() { throw new DOMException('The operation is insecure.', 'SecurityError'); } };
    Object.defineProperty(window, 'localStorage', barred);
    Object.defineProperty(window, 'sessionStorage', barred);
  },
  // WebKit's private windows.
  'a localStorage without room': () => {
    Storage.prototype.setItem = () => { throw new DOMException('The quota has been exceeded.', 'QuotaExceededError'); };
  },
  'cookies that are off': () => {
    Object.defineProperty(document, 'cookie', { get: () => '', set: () => {} });
    Object.defineProperty(navigator, 'cookieEnabled', { value: false });
  },
  'no service worker, no locks, no channel': () => {
    for (const name of ['serviceWorker', 'locks', 'storage']) Object.defineProperty(navigator, name, { value: undefined });
    delete window.BroadcastChannel;
  },
};

const journey = (options, before) =>
  withApp({ ...options, as: 'flexible' }, async (app) => {
    await app.stops(before);
    await app.takesBack();
  });

for (const [name, init] of Object.entries(KINDS)) {
  test(`the journey works with ${name}`, () => journey({ init }));
}

test('what a device does not keep is not said to be kept (issue 10, point 2)', () =>
  withApp({ as: 'flexible', init: KINDS['a localStorage without room'] }, async (app) => {
    await app.goto('/apply/stop-contributions', 'apply-eligibility.title');
    await app.tapButton('common.continue', 'consequences.stop-contributions');
    await app.tickAll();
    await app.taps(app.page.getByRole('button', { name: app.t('apply.think'), exact: true }), true);
    await app.says('apply.leave.open');
    await app.seesNot('apply.leave.kept');
    await app.tapButton('apply.leave.go', 'card-services.title');
    await app.goto('/me', 'me.title');
    await app.fault('demo.fault.offline');
    await app.tapButton('me.sign-out');
    await app.says('me.leaving-open');
    await app.seesNot('me.leaving-text');
    await app.fault(null);
  }));

/** IndexedDB is the worker's: its script is told, before it begins. */
const worker = (text) => async (page, context) => {
  await context.route(/\/worker-[0-9a-f]+_loader\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${text}\n${await answer.text()}` });
  });
};

for (const [name, text] of [
  ['no IndexedDB', "Object.defineProperty(self, 'indexedDB', { value: undefined });"],
  ['an IndexedDB that is barred', "indexedDB.__proto__.open = () => { throw new DOMException('no', 'SecurityError'); };"],
  [
    'an IndexedDB that fails late',
    "indexedDB.__proto__.open = () => { const asked = new EventTarget(); setTimeout(() => asked.onerror && asked.onerror(new Event('error')), 50); return asked; };",
  ],
]) {
  test(`the journey works with ${name}, and the demo panel says that nothing is kept`, () =>
    journey({ prepare: worker(text) }, async (app) => {
      await app.goto('/demo');
      await app.sees('demo.storage.memory');
      await app.page.goBack();
      await app.heading('apply-confirm.title');
    }));
}

test('what is wiped in the middle takes nothing away that was sent', () =>
  journey({}, async (app) => {
    await app.page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
  }));

test('what was sent and then wiped from the device is found at the backend', () =>
  withApp({ way: 'server', as: 'flexible' }, async (app) => {
    await app.stops();
    // As WebKit does after seven days: storage goes, the cookie that a server has set stays.
    await app.page.evaluate(() => localStorage.clear());
    await app.page.reload();
    await app.hasOne('kind.stop-contributions');
    assert.equal((await app.way.held()).length, 1);
  }));
