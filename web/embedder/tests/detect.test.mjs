// Who embeds the page: real user agents, contradictions, and noise.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { EMBEDDERS, detect } from '../detect.mjs';
import { mayBeEmbedded } from '../../boot/probe.mjs';
import { ADAPTERS } from '../adapters.mjs';
import { SDKS } from '../sdk-urls.mjs';
import { dice } from './dice.mjs';
import { TABLE } from './user-agents.mjs';

test('real user agents are told apart', () => {
  assert.ok(TABLE.length >= 40);
  assert.equal(new Set(TABLE.map(([, ua, facts]) => ua + JSON.stringify(facts))).size, TABLE.length, 'no two the same');
  for (const [embedder, userAgent, facts] of TABLE) assert.equal(detect({ userAgent, ...facts }), embedder, userAgent);
  assert.deepEqual(new Set(TABLE.map(([embedder]) => embedder)), new Set(EMBEDDERS), 'every embedder is in the table');
});

test('what contradicts itself is a plain browser', () => {
  const tokens = [
    'AlipayClient/10.3.86.8000',
    'MicroMessenger/8.0.42',
    'ToutiaoMicroApp/2.40.0.1',
    'swan/2.8.0 swan-baiduboxapp/11.11.0.12',
    'QQ/MiniApp',
    'DingTalk/7.1.15'
  ];
  for (const a of tokens) {
    for (const b of tokens.filter((other) => other !== a)) {
      assert.equal(detect({ userAgent: `Mozilla/5.0 (Linux; Android 12; wv) ${a} ${b} MiniProgram` }), 'browser', `${a} ${b}`);
    }
    if (!a.startsWith('Micro')) assert.equal(detect({ userAgent: a, wxjs: 'miniprogram' }), 'browser', `wx in ${a}`);
    if (!a.startsWith('QQ')) assert.equal(detect({ userAgent: a, qqjs: 'miniprogram' }), 'browser', `qq in ${a}`);
  }
  assert.equal(detect({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64)', wxjs: 'miniprogram' }), 'browser');
  assert.equal(detect({ userAgent: '', wxjs: 'miniprogram', qqjs: 'miniprogram' }), 'browser');
  for (const [ua, channel] of [['(Linux; Android 12; wv)', 'webkit'], ['(iPhone) AppleWebKit/1', 'object'], ['(Windows NT 10.0)', 'webkit'], ['ArkWeb/4.1', 'react-native']]) {
    assert.equal(detect({ userAgent: `Mozilla/5.0 ${ua}`, channel }), 'browser', `${ua} with ${channel}`);
  }
});

test('words that only look like an app are none', () => {
  for (const ua of ['toutiao', 'aweme_1', 'MiniProgram', 'miniProgram/wx1', 'swan', 'black-swan/1', 'MQQBrowser/6.2', 'QQBrowser/10 miniProgram', 'AliApp(AP/10)', 'Nebula', 'micromessengers', 'DingTalkish']) {
    assert.equal(detect({ userAgent: `Mozilla/5.0 (Windows NT 10.0) ${ua}` }), 'browser', ua);
  }
});

test('nothing at all, and things of another type, are a plain browser', () => {
  for (const facts of [undefined, null, {}, { userAgent: null }, { userAgent: 7 }, { userAgent: {} }, { framed: 'yes' }, { userAgent: [], channel: 3 }]) {
    assert.equal(detect(facts), 'browser');
  }
});

test('a million random strings: none is taken for an app, none breaks it', () => {
  const next = dice(20240601);
  const wrong = [];
  for (let n = 0; n < 1e6; n += 1) {
    let ua = '';
    const length = Math.floor(next() * 40);
    for (let i = 0; i < length; i += 1) ua += String.fromCharCode(next() < 0.9 ? 32 + next() * 95 : next() * 65536);
    if (detect({ userAgent: ua }) !== 'browser') wrong.push(ua);
  }
  assert.deepEqual(wrong, []);
});

test('a hundred thousand real ones cut, joined and mixed give an embedder that there is', () => {
  const next = dice(7);
  const pick = () => TABLE[Math.floor(next() * TABLE.length)][1];
  for (let n = 0; n < 1e5; n += 1) {
    const [a, b] = [pick(), pick()];
    const ua = a.slice(0, next() * a.length) + b.slice(next() * b.length);
    const facts = { userAgent: ua, wxjs: next() < 0.1 ? 'miniprogram' : undefined, framed: next() < 0.1 };
    const embedder = detect(facts);
    assert.ok(EMBEDDERS.includes(embedder), ua);
    assert.equal(detect(facts), embedder, 'the same facts give the same embedder');
  }
});

test('code, config, schema and guide name the same embedders', () => {
  const at = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  assert.deepEqual(JSON.parse(at('docs/config.schema.json')).$defs.embedder.enum, ['auto', ...EMBEDDERS]);
  const table = /const EMBEDDERS: &\[&str\] = &\[([^\]]*)\]/.exec(at('src/fetch/config/table.rs'))[1];
  assert.deepEqual(table.match(/[\w-]+/g), ['auto', ...EMBEDDERS]);
  assert.deepEqual(new Set(Object.keys(ADAPTERS)), new Set(EMBEDDERS.filter((name) => name !== 'browser')));
  const guide = at('docs/embedders.md');
  for (const name of EMBEDDERS) assert.ok(guide.includes(`\`${name}\``), name);
  for (const [name, address] of Object.entries(SDKS)) assert.ok(guide.includes(`| \`${name}\` | \`${address}\``), name);
});

/** A window with these facts. */
function windowWith(userAgent, { framed, channel, qqjs } = {}) {
  const window = { navigator: { userAgent }, __qqjs_environment: qqjs };
  window.parent = framed ? {} : window;
  if (channel === 'webkit') window.webkit = { messageHandlers: { CitizenHost: {} } };
  if (channel === 'object') window.CitizenHost = { postMessage() {} };
  if (channel === 'react-native') window.ReactNativeWebView = {};
  return window;
}

test('boot.js loads the adapters in every embedder that it can speak with, and not in a plain browser', () => {
  for (const [embedder, userAgent, facts = {}] of TABLE) {
    const bare = ['wkwebview', 'android', 'arkweb'].includes(embedder) && !facts.channel;
    const loads = Boolean(mayBeEmbedded(windowWith(userAgent, facts)));
    // A web-view without a channel cannot be told anything, whether the adapters are there or not.
    if (!bare) assert.equal(loads, embedder !== 'browser', userAgent);
  }
});
