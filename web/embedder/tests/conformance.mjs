// What every adapter has to keep to, whatever is behind it. A fake says by its `delivery` what can reach the embedder when.
// To try an adapter of one's own: a fake of its embedder, as in fakes/, and `conforms(fake)` in a test file.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { start } from '../start.mjs';
import { fakeWindow } from './fakes/window.mjs';

const schema = JSON.parse(readFileSync(new URL('../../../docs/embedder-message.schema.json', import.meta.url), 'utf8'));
export const valid = new Ajv({ allErrors: true }).compile(schema);

const CAN = ['ask', 'tell', 'title', 'close', 'back', 'open', 'scale', 'code'];
/** Enough for a page to be painted and a script to come. */
const WHILE_MS = 5000;
/** Longer than any limit of the app's. */
const LONG_MS = 60000;

const events = (heard) => heard.map((message) => message.event + (message.page ? ` ${message.page}` : ''));

/** The app in an embedder. */
export function embedded(fake, options = {}) {
  const embedder = fake.open(options);
  const script = options.script || ((window) => embedder.load(window));
  const window = fakeWindow({ ...fake, ...options, scripts: { [fake.sdk]: script } });
  if (embedder.attach) embedder.attach(window);
  const port = start(options.named || fake.named || 'auto', fake.origins, window);
  return { embedder, window, port };
}

/** The same, with the embedder there and the app drawn. */
export function begun(fake, options = {}) {
  const it = embedded(fake, options);
  it.port.tell('ready');
  if (fake.late) it.embedder.load(it.window);
  it.window.paint();
  it.window.pass(WHILE_MS);
  return it;
}

/** What the embedder has got by the time the page is left. */
function delivered(fake, { embedder }) {
  if (fake.delivery === 'queued') embedder.leave();
  return embedder.heard;
}

export function conforms(fake) {
  const name = fake.label || fake.name;

  test(`${name}: it says what it can, and what it cannot it does not do`, async () => {
    const { port, embedder } = begun(fake);
    assert.equal(port.name, fake.name);
    assert.deepEqual(Object.keys(port.can).sort(), [...CAN].sort());
    CAN.forEach((what) => assert.equal(typeof port.can[what], 'boolean', what));
    assert.equal(port.can.tell, fake.delivery !== 'none');
    if (fake.delivery === 'queued') assert.ok(!port.can.ask && !port.can.code && !port.can.scale);
    for (const [what, call] of [['ask', () => port.ask('code')], ['code', () => port.code()]]) {
      if (!port.can[what]) await assert.rejects(call(), /embedder: cannot/, what);
    }
    if (!port.can.open) {
      port.open('pages/a');
      assert.deepEqual(embedder.opened || [], []);
    }
  });

  test(`${name}: what happens is told in its order, by the embedder's own rule`, () => {
    const it = begun(fake);
    for (const page of ['home', 'cancel']) it.port.tell('route', page);
    it.port.tell('submitted');
    it.port.tell('route', 'receipt');
    it.port.tell('route', 'home');
    it.port.tell('error', 'crash');
    const all = ['ready', 'route home', 'route cancel', 'submitted', 'route receipt', 'finished', 'route home', 'error'];
    if (fake.delivery === 'live') assert.deepEqual(events(it.embedder.heard), all, 'at once');
    else assert.deepEqual(it.embedder.heard, [], 'nothing while the page is there');
    assert.deepEqual(events(delivered(fake, it)), fake.delivery === 'none' ? [] : all);
    for (const message of it.embedder.heard) assert.ok(valid(message), JSON.stringify([message, valid.errors]));
    assert.deepEqual(it.window.warnings, []);
  });

  test(`${name}: what is told before the embedder is there is kept for it`, () => {
    const it = embedded(fake);
    it.port.tell('ready');
    it.port.tell('route', 'home');
    it.window.paint();
    it.port.tell('submitted');
    it.window.pass(WHILE_MS);
    if (fake.late) it.embedder.load(it.window);
    assert.deepEqual(events(delivered(fake, it)), fake.delivery === 'none' ? [] : ['ready', 'route home', 'submitted']);
  });

  test(`${name}: a question is answered, or given up; where there is no answer nobody waits`, async () => {
    const { port, window } = begun(fake);
    let settled = false;
    const asked = port.code().then(() => { settled = true; }, () => { settled = true; });
    if (port.can.code) {
      assert.match(await port.code(), /code/);
      const { port: mute, window: clock } = begun(fake, { silent: true });
      const late = assert.rejects(mute.code(), /embedder: no answer/);
      clock.pass(LONG_MS);
      await late;
    }
    await asked;
    assert.ok(settled, 'without any time passing');
    window.pass(LONG_MS);
  });

  test(`${name}: the title, closing, and other pages of a mini-program`, async () => {
    const { port, embedder } = begun(fake);
    port.title('A page');
    if (port.can.open) {
      port.open('pages/detail/index?id=1');
      port.open('/pages/b');
      assert.deepEqual(embedder.opened, ['/pages/detail/index?id=1', '/pages/b']);
    }
    assert.equal(embedder.left, false);
    port.close();
    // DingTalk's script hands each call over a little later.
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(embedder.left, port.can.close);
    if (embedder.titles) assert.deepEqual(embedder.titles, ['A page']);
  });

  test(`${name}: back is one step of the app's history, and then out`, async () => {
    const { port, embedder, window } = begun(fake, { entries: 2 });
    port.back();
    port.back();
    assert.equal(window.history.state.i, 0);
    assert.equal(embedder.left, false);
    port.back();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(embedder.left, port.can.close);
    assert.equal(window.history.state.i, 0);
  });

  test(`${name}: an embedder that refuses everything breaks nothing`, async () => {
    const { port, window } = begun(fake, { throws: true });
    port.tell('route', 'home');
    port.title('A page');
    port.open('pages/a');
    port.back();
    port.close();
    await assert.rejects(port.code());
    window.pass(LONG_MS);
  });

  if (fake.delivery === 'live' && fake.open().says) {
    test(`${name}: the embedder may say how large text is, what it draws, and back; nothing else`, () => {
      const { embedder, window, port } = begun(fake, { entries: 1 });
      const say = (rest) => {
        port.tell('route', 'home');
        assert.ok(embedder.says({ 'citizen-center': 1, ...rest }));
      };
      say({ do: 'text-scale', value: 1.5 });
      assert.deepEqual(window.root.scale, ['--text-scale', '1.5']);
      for (const value of ['3', NaN, null, {}]) say({ do: 'text-scale', value });
      assert.deepEqual(window.root.scale, ['--text-scale', '1.5']);
      say({ do: 'text-scale', value: 40 });
      assert.deepEqual(window.root.scale, ['--text-scale', '2']);
      say({ do: 'bar', value: 'all' });
      assert.equal(window.root.attributes['data-bar'], 'all');
      say({ do: 'bar', value: 'none' });
      assert.equal(window.root.attributes['data-bar'], undefined);
      say({ do: 'eval', value: 'alert(1)' });
      say({ do: 'back', 'citizen-center': 2 });
      assert.equal(window.history.state.i, 1);
      say({ do: 'back' });
      assert.equal(window.history.state.i, 0);
    });
  }

  if (!fake.sdk) return;

  test(`${name}: its script is the only one asked for, once, and not before something is painted`, () => {
    const it = embedded(fake);
    it.window.pass(LONG_MS);
    assert.deepEqual(it.window.requested, [], 'nothing to say yet');
    it.port.tell('ready');
    it.window.pass(LONG_MS);
    assert.deepEqual(it.window.requested, [], 'nothing painted yet');
    it.window.paint();
    it.port.tell('route', 'home');
    it.window.paint();
    it.window.pass(WHILE_MS);
    assert.deepEqual(it.window.requested, [fake.sdk]);
  });

  test(`${name}: where the script is already there none is loaded`, () => {
    const it = embedded(fake);
    it.embedder.load(it.window);
    it.port.tell('ready');
    it.window.paint();
    it.window.pass(WHILE_MS);
    assert.deepEqual(it.window.requested, []);
    assert.deepEqual(events(delivered(fake, it)), fake.delivery === 'none' ? [] : ['ready']);
  });

  for (const script of ['fails', 'hangs', () => {}]) {
    test(`${name}: its script ${typeof script === 'string' ? script : 'brings nothing'}: then it can do nothing, and says so`, async () => {
      const { port, window, embedder } = begun(fake, { script });
      window.pass(LONG_MS);
      assert.ok(CAN.every((what) => port.can[what] === false));
      for (let n = 0; n < 1000; n += 1) port.tell('route', 'home');
      port.title('A page');
      port.close();
      await assert.rejects(port.ask('code'), /embedder: cannot/);
      assert.deepEqual(embedder.heard, []);
      assert.equal(embedder.left, false);
      // The embedder draws its bar all the same.
      assert.ok(window.root.attributes['data-bar']);
    });
  }
}
