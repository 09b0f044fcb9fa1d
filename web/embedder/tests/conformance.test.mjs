// Every adapter against what it has to keep to, and what only some embedders do.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADAPTERS } from '../adapters.mjs';
import { start } from '../start.mjs';
import { SDKS } from '../sdk-urls.mjs';
import { ALIPAY_H5, ALIPAY_MINI } from './fakes/alipay.mjs';
import { DINGTALK, WECHAT } from './fakes/app-browsers.mjs';
import { OWN } from './fakes/page-adapter.mjs';
import { QUEUEING } from './fakes/queueing.mjs';
import { IFRAME, SHELLS } from './fakes/messaging.mjs';
import { fakeWindow } from './fakes/window.mjs';
import { begun, conforms, embedded } from './conformance.mjs';
import { one } from './user-agents.mjs';

const FAKES = [ALIPAY_MINI, ALIPAY_H5, ...QUEUEING, WECHAT, DINGTALK, IFRAME, ...SHELLS, OWN];
const events = (heard) => heard.map((message) => message.event);

FAKES.forEach(conforms);

test('every adapter has a fake, and every script an embedder', () => {
  const names = new Set(FAKES.map((fake) => fake.name));
  for (const name of Object.keys(ADAPTERS)) assert.ok(names.has(name), name);
  for (const name of Object.keys(SDKS)) assert.ok(FAKES.some((fake) => fake.sdk === SDKS[name]), name);
});

for (const fake of QUEUEING) {
  test(`${fake.name}: sharing delivers too, and nothing twice`, () => {
    const { embedder, port } = begun(fake);
    embedder.share();
    port.tell('submitted');
    assert.deepEqual(events(embedder.heard), ['ready']);
    embedder.leave();
    assert.deepEqual(events(embedder.heard), ['ready', 'submitted']);
  });
}

for (const fake of [...QUEUEING, ALIPAY_MINI]) {
  test(`${fake.name}: where its script says that this is no mini-program, the app's own bar is there`, () => {
    const { port, window } = begun(fake, { inside: false });
    assert.ok(Object.values(port.can).every((can) => !can));
    assert.equal(window.root.attributes['data-bar'], undefined);
  });
}

test('a script that is older than what it is asked for: nothing is thrown, and what can be told is', () => {
  const fake = QUEUEING.find((one) => one.name === 'douyin');
  const it = embedded(fake);
  it.embedder.load(it.window);
  delete it.window.tt.miniProgram.getEnv;
  it.port.tell('ready');
  it.window.paint();
  it.window.pass(5000);
  assert.equal(it.window.warnings.length, 1);
  it.embedder.leave();
  assert.deepEqual(events(it.embedder.heard), ['ready']);
});

test('alipay-mini: what the mini-program says unasked is lost, as there', () => {
  const it = embedded(ALIPAY_MINI);
  it.embedder.load(it.window);
  assert.equal(it.embedder.says({ 'citizen-center': 1, do: 'text-scale', value: 2 }), false);
  it.port.tell('ready');
  it.window.paint();
  it.window.pass(5000);
  assert.equal(it.embedder.says({ 'citizen-center': 1, do: 'text-scale', value: 2 }), true);
  assert.equal(it.embedder.says({ 'citizen-center': 1, do: 'text-scale', value: 1 }), false, 'one for each message');
  assert.deepEqual(it.window.root.scale, ['--text-scale', '2']);
});

test('alipay-h5: its back button goes through the app, and leaves from the first page', () => {
  // Also before the bridge is there.
  const { embedder, window } = embedded(ALIPAY_H5, { entries: 2 });
  embedder.back();
  embedder.back();
  assert.equal(window.history.state.i, 0);
  assert.equal(embedder.left, false);
  embedder.back();
  assert.equal(embedder.left, true);
});

test('wechat: on iOS a mini-program may be known only when the bridge is there, and is told all of it', () => {
  const mini = QUEUEING.find((fake) => fake.name === 'wechat-mini');
  const late = { ...mini, userAgent: one('wechat') };
  const it = embedded(late);
  assert.equal(it.port.name, 'wechat');
  it.port.tell('ready');
  it.port.tell('route', 'home');
  assert.deepEqual(it.window.requested, []);
  it.window.__wxjs_environment = 'miniprogram';
  it.window.document.dispatchEvent(new Event('WeixinJSBridgeReady'));
  assert.equal(it.port.name, 'wechat-mini');
  assert.equal(it.window.root.attributes['data-bar'], 'all');
  it.window.paint();
  it.window.pass(5000);
  assert.deepEqual(it.window.requested, [mini.sdk]);
  it.embedder.leave();
  assert.deepEqual(events(it.embedder.heard), ['ready', 'route']);
});

test('dingtalk: without the organisation in the address there is no code, and nobody waits for one', async () => {
  const { port } = begun({ ...DINGTALK, search: '' });
  await assert.rejects(port.code(), /no answer/);
});

test('the config and the page around the app have the last word', () => {
  const window = fakeWindow({ userAgent: one('alipay-mini') });
  assert.equal(start('browser', undefined, window), undefined);
  assert.equal(start('no such embedder', undefined, window), undefined);
  assert.equal(start('wechat-mini', undefined, window).name, 'wechat-mini');
  assert.equal(start({ bar: 'title' }, undefined, window).name, 'own');
  assert.equal(window.root.attributes['data-bar'], 'title');
  assert.equal(start('auto', undefined, fakeWindow({ userAgent: one('browser') })), undefined);
});

test('an embedder named by mistake: nothing is thrown, nothing is told', () => {
  for (const name of Object.keys(ADAPTERS)) {
    const window = fakeWindow({ userAgent: one('browser') });
    const port = start(name, undefined, window);
    port.tell('ready');
    port.title('A page');
    window.paint();
    window.pass(60000);
    port.tell('route', 'home');
    port.close();
  }
});
