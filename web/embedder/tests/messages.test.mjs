// What comes in from outside: only from the page around, only from origins that may, and only what can be understood.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { order, question, told, understood } from '../message.mjs';
import { start } from '../start.mjs';
import { dice } from './dice.mjs';
import { IFRAME } from './fakes/messaging.mjs';
import { fakeWindow } from './fakes/window.mjs';
import { begun, embedded, valid } from './conformance.mjs';

const PORTAL = IFRAME.origins;
const BACK = { 'citizen-center': 1, do: 'back' };

test('whatever the app says keeps to the published schema', () => {
  for (const message of [
    ...['ready', 'submitted', 'withdrawn', 'finished'].map((event) => told(event)),
    told('route', 'cancel-check'),
    told('error', 'old-wasm'),
    order('close'),
    order('title', 'A page'),
    question('code', 1)
  ]) {
    assert.ok(valid(message), JSON.stringify([message, valid.errors]));
  }
  for (const message of [told('paid'), told('route', '/applications/a1?x'), told('route', 'A1'), order('title'), question('id', 1), {}]) {
    assert.ok(!valid(message), JSON.stringify(message));
  }
});

test('what an event is not about is not in it', () => {
  for (const event of ['ready', 'submitted', 'withdrawn', 'finished']) {
    assert.deepEqual(told(event, '110101199001011234'), { 'citizen-center': 1, event });
  }
});

test('a frame listens to its parent only, and only where that may embed it', () => {
  const { embedder, window } = begun(IFRAME, { entries: 100 });
  const at = () => window.history.state.i;
  embedder.says(BACK, { origin: 'https://evil.example' });
  embedder.says(BACK, { origin: 'https://portal.example.evil.example' });
  embedder.says(BACK, { origin: 'null' });
  embedder.says(BACK, { origin: '' });
  embedder.says(BACK, { source: {} });
  embedder.says(BACK, { source: window });
  embedder.says(BACK, { source: null });
  assert.equal(at(), 100);
  embedder.says(BACK);
  assert.equal(at(), 99);
});

test('a page that may not embed the app hears nothing', () => {
  for (const [origins, referrer] of [[undefined, PORTAL], ['https://other.example', PORTAL], [PORTAL, 'https://evil.example/'], [PORTAL, 'about:blank']]) {
    const posted = [];
    const window = fakeWindow({ referrer });
    window.parent = { postMessage: (...all) => posted.push(all) };
    const port = start('auto', origins, window);
    port.tell('ready');
    port.title('A page');
    assert.deepEqual(posted, [], `${origins} in ${referrer}`);
  }
});

test('where the browser keeps the parent secret, its first message says who it is', () => {
  const { embedder, port } = embedded({ ...IFRAME, referrer: '' });
  port.tell('ready');
  assert.deepEqual(embedder.heard, []);
  embedder.says({ hello: 1 }, { origin: 'https://evil.example' });
  assert.deepEqual(embedder.heard, []);
  embedder.says({ hello: 1 });
  assert.deepEqual(embedder.heard, [{ 'citizen-center': 1, event: 'ready' }]);
});

test('the browser itself says who the parent is, where it does', () => {
  const { embedder, port, window } = embedded({ ...IFRAME, referrer: 'https://evil.example/' });
  port.tell('ready');
  assert.deepEqual(embedder.heard, []);
  const named = fakeWindow({ referrer: 'https://evil.example/' });
  named.location.ancestorOrigins = [PORTAL, 'https://top.example'];
  const targets = [];
  named.parent = { postMessage: (_, target) => targets.push(target) };
  start('auto', PORTAL, named).tell('ready');
  assert.deepEqual(targets, [PORTAL], window.location.origin);
});

test('a hundred thousand messages from anywhere: strangers change nothing, nothing breaks', () => {
  const next = dice(99);
  const pick = (all) => all[Math.floor(next() * all.length)];
  const { embedder, window, port } = begun(IFRAME, { entries: 1e6 });
  const values = [1, 2, 0, -1, NaN, Infinity, '', 'back', 'none', 'x'.repeat(9999), null, undefined, {}, [], true];
  const state = () => JSON.stringify([window.history.state.i, window.root, embedder.left, port.can]);
  for (let n = 0; n < 1e5; n += 1) {
    const message = { 'citizen-center': pick([1, 1, 1, 2, '1']) };
    for (const key of ['do', 'value', 'answer', 'number', 'ask', '__proto__']) {
      if (next() < 0.5) Object.defineProperty(message, key, { value: pick([...values, 'text-scale', 'bar', 'title']), enumerable: true });
    }
    const said = pick([message, message, JSON.stringify(message), pick(values), () => {}]);
    const from = pick([{}, { origin: 'https://evil.example' }, { source: {} }, { origin: 'https://app.example' }]);
    const before = state();
    embedder.says(said, from);
    if (from.origin || from.source) assert.equal(state(), before, JSON.stringify([said, from]));
    const heard = understood(said);
    if (heard && heard.do) assert.ok(valid({ 'citizen-center': 1, ...heard }), JSON.stringify(heard));
  }
  const [, scale] = window.root.scale;
  assert.ok(scale >= 1 && scale <= 2, scale);
  assert.deepEqual(window.warnings, []);
});
