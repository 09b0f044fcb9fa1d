// Run by an old engine (Node 10 is the V8 of Chrome 68): loads the release by its own `boot.js`, signs a demo citizen in
// and walks the seven taps from Home to Cancel and on to the receipt, answered by the embedded backend in its worker.
'use strict';
const { open, runModule } = require('./browser.js');
const path = require('path');
const fs = require('fs');

const [folder, ...TAPS] = process.argv.slice(2);
/** How long anything that is waited for may take, in milliseconds. */
const WAIT_MS = 20000;

process.on('unhandledRejection', (error) => {
  throw error;
});

const page = open(folder);
const { document, window } = page;
const said = JSON.parse(fs.readFileSync(path.join(__dirname, '../../../locales/en.json'), 'utf8'));
const words = (node) => node.textContent.replace(/\s+/g, ' ').trim();

/** Looks again until it is there. */
async function until(what, look) {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    if (page.errors.length > 0) throw page.errors[0];
    const code = document.getElementById('boot-code').textContent;
    if (code) throw new Error(`the page says: ${code}`);
    const seen = look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`${what} did not come:\n${words(document.getElementById('app'))}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const all = (selector) => Array.from(document.querySelectorAll(selector));
const named = (selector, name) => () =>
  all(`${selector}:not([aria-disabled="true"])`).find((node) => (node.getAttribute('aria-label') || words(node)).startsWith(name));
const heading = (key) => until(key, named('h1', said[key]));
const button = async (key, then) => {
  tap(await until(key, named('button', said[key])));
  if (then) await heading(then);
};

/** A tap as of a script, which is quicker than a finger, and what a browser does after it. */
function tap(node) {
  const event = document.createEvent('MouseEvents');
  event.initMouseEvent('click', true, true, page.window, 0, 0, 0, 0, 0, false, false, false, false, 0, null);
  if (!node.dispatchEvent(event)) return;
  const link = node.closest('a[href]');
  const hash = link && link.getAttribute('href').match(/#.*/);
  if (hash) window.location.hash = hash[0];
}

/** What a person does to a field: it has that value then, and says so. */
function enter(node, property, value, name) {
  Object.defineProperty(node, property, { value, writable: true, configurable: true });
  const event = document.createEvent('Event');
  event.initEvent(name, true, false);
  node.dispatchEvent(event);
}

/** Contributions are stopped: everything from "What do you want to do?" to the receipt. */
async function stop() {
  tap(await until('stopping', named('a', said['intent.stop'])));
  await heading('apply-eligibility.title');
  await until('the answer', () => words(document.body).includes(said['apply-eligibility.yes']));
  await button('common.continue', 'consequences.stop-contributions');
  all('input[type="checkbox"]').forEach((box) => enter(box, 'checked', true, 'change'));
  await button('common.continue');
  const motive = await until('the reasons', () => all('input[type="radio"]')[0]);
  enter(motive, 'checked', true, 'change');
  const month = await until('the months', () => all('select')[0]);
  enter(month, 'value', month.querySelectorAll('option')[1].value, 'change');
  await button('common.continue', 'apply-review.title');
  await button('apply-review.verify', 'apply-verify.title');
  tap(await until('the ways', named('button', said['method.password'])));
  enter(await until('the field', () => all('input.input')[0]), 'value', '135790', 'input');
  await button('apply-verify.go', 'apply-confirm.title');
  await button('apply-confirm.stop', 'receipt.title');
  await until('its number', () => words(document.body).includes(said['receipt.number']));
  console.log('stopped, with a receipt');
}

async function walk() {
  await runModule(page, 'boot.js');
  const [first] = TAPS;
  const last = TAPS[TAPS.length - 1];
  await until('Home', named('a', first));
  window.location.hash = '#/demo';
  tap(await until('the demo panel', named('button', said['demo.who.go'].replace('{name}', 'Demo A'))));
  await until('the mark of who is in use', () => words(document.body).includes(said['demo.who.here']));
  window.location.hash = '#/';
  for (const name of TAPS) {
    tap(await until(name, named('a', name)));
    console.log(`tapped ${name}`);
    // A person taps what is to be seen: what a page that is left says means nothing any more.
    await until(`the page of ${name}`, named('h1', name === last ? said['intent.title'] : name));
  }
  if (window.location.hash !== '#/apply') throw new Error(window.location.hash);
  await stop();
  console.log(`walked in V8 ${process.versions.v8}`);
  process.exit(0);
}

walk().catch((error) => {
  console.error(error);
  process.exit(1);
});
