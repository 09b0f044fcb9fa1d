// Each failure on each screen: said as what it is, with a way to try again; never "no record".

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LANGUAGES, journey, withApp } from './support/app.mjs';
import { partsFetched } from './support/browser.mjs';
import { ASKING } from './support/screens.mjs';

const FAULTS = ['offline', 'lost', 'server', 'many', 'conflict', 'malformed'];

const WALKED = ASKING.filter((screen) => screen.personal && screen.loads && !screen.needsId).map(
  ({ name, path, content }) => [path(), `${name}.title`, content],
);

/** What was loaded once stays on the screen: a failure has to meet screens that have nothing yet. */
async function forgets(app) {
  await app.goto('/me');
  await app.page.reload();
  await app.button(app.t('me.sign-out')).waitFor();
}

/** The screen says what went wrong, and how to go on; never that there is nothing. */
async function failed(app, [path, heading]) {
  await app.goto(path, heading);
  await app.retry().waitFor();
  await app.sees('common.support-code');
  await app.seesNot('record.empty');
  await app.seesNot('applications.empty');
  assert.equal(await app.page.getByRole('alert').first().isVisible(), true);
}

/** What is tested in both languages on the embedded backend, in one on each of the other ways, and side by side. */
const RUNS = [{ lang: 'en' }, { lang: 'zh-CN' }, { way: 'server', lang: 'en' }, { way: 'embedder', lang: 'zh-CN' }];

describe('every failure on every screen', { concurrency: 2 }, () => {
  for (const run of RUNS) {
    const name = run.way || run.lang;
    test(`${name}: every failure on every screen`, (t) =>
      withApp({ ...run, as: 'flexible' }, async (app) => {
        let walked = 0;
        for (const [index, fault] of FAULTS.entries()) {
          await forgets(app);
          // Each screen is once the last, on which the failure ends under the person's eyes.
          const screens = WALKED.map((_, at) => WALKED[(at + index) % WALKED.length]);
          await app.fault(`demo.fault.${fault}`);
          for (const screen of screens) {
            await failed(app, screen);
            walked += 1;
          }
          await app.fault(null);
          const retry = app.button(app.t('common.retry'));
          // A browser says when it has a network again, and then nobody has to try again.
          if (fault === 'offline' && app.way.hearsOfNetwork) await retry.first().waitFor({ state: 'hidden' });
          else await app.taps(retry.first(), true);
          for (const [path, heading, content] of screens.reverse()) {
            await app.goto(path, heading);
            await app.sees(content);
            assert.equal(await retry.count(), 0, `${fault} on ${path}: it is over`);
          }
        }
        t.diagnostic(`${name}: ${walked} combinations of a failure and a screen`);
        assert.equal(walked, FAULTS.length * WALKED.length);
      }));
  }
});

test('a slow answer is said to be slow on every screen, and still comes', async (t) => {
  let walked = 0;
  const walk = (lang) =>
    withApp({ lang, as: 'flexible' }, async (app) => {
      await app.way.slow(app);
      for (const [path, heading, content] of WALKED) {
        await app.goto(path, heading);
        await app.sees('common.slow');
        await app.sees(content);
        walked += 1;
      }
    });
  // Side by side: nearly all of it is waiting.
  await Promise.all(LANGUAGES.map(walk));
  t.diagnostic(`${walked} combinations of a slow answer, a screen and a language`);
  assert.equal(walked, LANGUAGES.length * WALKED.length);
});

journey('"try again" brings the screen back without leaving it', { as: 'flexible' }, async (app) => {
  await forgets(app);
  for (const [path, heading, content] of WALKED) {
    await app.fault('demo.fault.server', { once: true });
    await app.goto(path, heading);
    await app.taps(app.retry(), true);
    await app.sees(content);
  }
});

test('without a network the embedded backend goes on; the app says that there is none', () =>
  withApp({ as: 'flexible' }, async (app) => {
    await partsFetched(app.page);
    await app.context.setOffline(true);
    await app.goto('/record', 'record.title');
    await app.sees('record.months-posted');
    await app.sees('common.offline');
    await app.context.setOffline(false);
  }));

test('a device that says it has no network, though the server can be reached: everything is tried, and works', () => {
  const init = () => Object.defineProperty(navigator, 'onLine', { value: false });
  return withApp({ way: 'server', as: 'flexible', init }, async (app) => {
    await app.goto('/record', 'record.title');
    await app.sees('record.months-posted');
    await app.sees('common.offline');
    await app.stops();
    await app.seesNot('apply.not-sent.title');
    assert.equal((await app.way.held()).length, 1);
  });
});
