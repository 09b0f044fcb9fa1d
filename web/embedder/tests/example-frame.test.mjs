// The example of a page around the app in a frame: it gives a code to the app that it is made for, and to nobody else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

const script = readFileSync(new URL('../../../examples/frame/frame.js', import.meta.url), 'utf8');
const APP = 'https://center.example.gov';

/** The page, opened at that address: its frame, what it says into it, and how it hears a message. */
function opened(address) {
  const said = [];
  const contentWindow = { postMessage: (message, origin) => said.push([origin, JSON.parse(JSON.stringify(message))]) };
  const elements = { center: { contentWindow }, heard: {}, title: {}, back: { addEventListener: () => {} } };
  let hear;
  const location = new URL(address);
  const window = { addEventListener: (_, listener) => (hear = listener), location };
  runInNewContext(script, { window, location, document: { getElementById: (id) => elements[id] }, URL, URLSearchParams, Promise });
  return { elements, said, hear: (event) => hear({ source: contentWindow, origin: APP, ...event }) };
}

const ASKS = { 'citizen-center': 1, ask: 'code', number: 3, nonce: 'n'.repeat(20) };
const soon = () => new Promise((resolve) => setImmediate(resolve));

test('the app is at its one address, whatever the address of the page says', () => {
  for (const search of ['', '?app=https://evil.example/', '?app=//evil.example', '?app=javascript:alert(1)', '?app=../', '#app=https://evil.example/'])
    assert.equal(opened(`https://portal.example/${search}`).elements.center.src, `${APP}/`, search);
});

test('a code is for the app alone', async () => {
  const page = opened('https://portal.example/?app=https://evil.example/');
  for (const event of [
    { data: ASKS, origin: 'https://evil.example' },
    { data: ASKS, origin: 'https://center.example.gov.evil.example' },
    { data: ASKS, origin: 'null' },
    { data: ASKS, source: {} },
    { data: { ...ASKS, 'citizen-center': 2 } },
    { data: null },
    { data: undefined },
    { data: 'code' }
  ]) page.hear(event);
  await soon();
  assert.deepEqual(page.said, []);
  page.hear({ data: ASKS });
  await soon();
  assert.deepEqual(page.said, [[APP, { 'citizen-center': 1, number: 3, answer: 'hc-of-nnnnnnnn' }]]);
});
