// What is done with each contestant in each round. Each phase has a browser of its own, with an empty profile, and gives
// numbers by their names.

import { Phone, sleep } from './browser.mjs';
import { HOME, TAPS } from './journey.mjs';

/** How long a finger stays down, and how long a screen is read before the next tap, in milliseconds. */
const HELD_MS = 80;
const READ_MS = 700;

const named = (prefix, values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]));
const mean = (values) => values.reduce((all, value) => all + value, 0) / values.length;

/** Starts a browser for one phase, and ends it whatever happens. */
async function withPhone(chromium, url, run) {
  const phone = await Phone.start(chromium, url);
  try {
    return await run(phone);
  } finally {
    await phone.stop();
  }
}

/** One visit to Home, until it is complete and quiet. */
async function home(phone) {
  const visit = await phone.visit();
  await visit.page.evaluateOnNewDocument(`window.benchDrawn = bench.drawn(${JSON.stringify(HOME)})`);
  await visit.page.goto(phone.url);
  const drawn = await visit.page.evaluate('window.benchDrawn');
  await visit.quiet();
  const { fp, fcp, lcp, shift, longest } = await visit.page.evaluate('bench.seen()');
  const { bytes, requests } = visit;
  await visit.close();
  return { bytes, requests, fp, fcp, lcp, drawn, shift, longest };
}

/** A first visit, and a second one. */
export const visits = (chromium, { url }) =>
  withPhone(chromium, url, async (phone) => ({ ...named('first', await home(phone)), ...named('second', await home(phone)) }));

/** When the title is there that a tap on Home's tile leads to, for somebody who taps as soon as there is a tile. */
async function usable(phone) {
  const visit = await phone.visit();
  await visit.page.evaluateOnNewDocument(`window.benchTapped = bench.tapped('${HOME.tile}', '${TAPS[0].title}')`);
  await visit.page.goto(phone.url);
  const at = await visit.page.evaluate('window.benchTapped');
  await visit.quiet();
  await visit.close();
  return at;
}

/** The same for both visits. */
export const usables = (chromium, { url }) =>
  withPhone(chromium, url, async (phone) => ({ 'first.usable': await usable(phone), 'second.usable': await usable(phone) }));

/** One tap with a finger, as `bench.tap` sees it. */
async function tap(page, session, step) {
  const at = await page.waitForFunction((text) => window.bench.find(text), {}, step.tap).then((found) => found.jsonValue());
  await sleep(READ_MS);
  await page.evaluate((place, screen) => window.bench.tap(place, screen), at, step);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  await sleep(HELD_MS);
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  return page.evaluate('bench.tap.done');
}

/** The taps of the journey, by somebody who is signed in and was there before. */
async function journey(chromium, contestant, slows) {
  return withPhone(chromium, contestant.url, async (phone) => {
    const before = await phone.visit({ slows: false });
    await contestant.signIn(before.page);
    await before.quiet();
    await before.close();
    const visit = await phone.visit({ slows });
    await visit.page.goto(phone.url);
    await visit.page.waitForFunction((screen) => window.bench.complete(screen), {}, HOME);
    await visit.quiet();
    const session = await visit.page.createCDPSession();
    await visit.page.evaluate('bench.restart()');
    const steps = [];
    for (const step of TAPS) steps.push(await tap(visit.page, session, step));
    await sleep(READ_MS);
    const { longest } = await visit.page.evaluate('bench.seen()');
    await visit.close();
    const of = (name) => mean(steps.map((step) => step[name]));
    const each = steps.map((step, at) => [`complete ${at + 1} ${TAPS[at].title}`, step.complete]);
    return { pressed: of('pressed'), title: of('title'), complete: of('complete'), longest, ...Object.fromEntries(each) };
  });
}

export const taps = async (chromium, contestant) => named('taps', await journey(chromium, contestant, true));
export const near = async (chromium, contestant) => named('near', await journey(chromium, contestant, false));
