// A network between app and server that delays, cuts, truncates and reorders: nothing is submitted twice, nothing is
// called submitted that is not, and nothing is called empty that is not.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dice } from '../../web/embedder/tests/dice.mjs';
import { withApp } from './support/app.mjs';
import { gate } from './support/browser.mjs';
import { schedule } from './support/chance.mjs';
import { Person } from './support/person.mjs';
import { PORTAL } from './support/proxy.mjs';
import { Witness } from './support/witness.mjs';

/** Shorter than a deployment's, as the tests wait for them; what they are to one another is the same. */
const BACKEND = { limits: { call_ms: 5000, attempt_ms: 1500 }, retry: { count: 2, base_ms: 100, cap_ms: 1000 } };
const PROVOKED = [/^console: Failed to load resource/];
const WAYS = ['server', 'embedder'];

/** Nearly all of it is waiting. */
const SIDE_BY_SIDE = { concurrency: 3 };

/** Somebody is signed in, and watched. */
function watched(way, run) {
  const lang = way === 'embedder' ? 'zh-CN' : 'en';
  const witness = new Witness(lang);
  const options = { way, lang, as: 'flexible', backend: BACKEND, prepare: witness.prepare, allow: PROVOKED };
  return withApp(options, async (app) => {
    witness.app = app;
    await run(app, app.way.proxy, witness);
  });
}

/** The same as a test on both ways. */
function onBothWays(name, run) {
  for (const way of WAYS) test(`${way}: ${name}`, () => watched(way, run));
}

/** The rule for the requests of this kind, one after another; those after the last are passed on. */
function meet(proxy, method, path, ...faults) {
  proxy.rule = (seen) => (seen.method === method && seen.path === path ? faults.shift() : undefined);
}

/** What a network can do to a submission. The second time is the browser's own, where it sends again what was cut. */
const SUBMISSIONS = {
  'cut before it is passed on': () => Array(6).fill({ cut: 'before' }),
  'carried out, and no answer': () => Array(6).fill({ cut: 'after' }),
  'reset in the middle of the answer': () => Array(3).fill({ cut: 'reset' }),
  'an answer that is shorter than it says': () => Array(3).fill({ cut: 'short' }),
  'an answer without its last chunk': () => Array(3).fill({ cut: 'chunk' }),
  'an answer that ends early and does not say so': () => Array(3).fill({ cut: 'end' }),
  'a page of somebody on the way': () => Array(3).fill({ answer: PORTAL }),
  'carried out at once, answered too late': () => Array(2).fill({ late: 3000 }),
  'on its way for so long that another is sent, which overtakes it': () => [{ wait: 2500 }, {}],
};

describe('a submission in a network that fails', SIDE_BY_SIDE, () => {
  for (const [name, faults] of Object.entries(SUBMISSIONS)) {
    onBothWays(`a submission, ${name}`, async (app, proxy, witness) => {
      await app.prepare();
      meet(proxy, 'POST', '/v1/applications', ...faults());
      await app.tapButton('apply-confirm.stop');
      await new Person(app).waitsForReceipt();
      await proxy.quiet();
      const { number } = await witness.agrees();
      await app.page.getByText(number).first().waitFor();
      await app.hasOne('kind.stop-contributions');
      assert.ok(witness.submissions().length > 1, 'it was met by the failure');
    });
  }

  onBothWays('a submission whose page is gone before the answer', async (app, proxy, witness) => {
    await app.prepare();
    const [held, release] = gate();
    meet(proxy, 'POST', '/v1/applications', { until: held });
    await app.tapButton('apply-confirm.stop');
    await proxy.carried((seen) => seen.method === 'POST' && seen.path === '/v1/applications');
    await app.page.reload();
    await new Person(app).waitsForReceipt();
    release();
    await proxy.quiet();
    await witness.agrees();
    assert.ok(witness.submissions().length > 1, 'before and after');
  });
});

const READS = [...['before', 'after', 'reset', 'short', 'chunk', 'end'].map((cut) => ({ cut })), { answer: PORTAL }];

/** Lists that would be empty, if what is not known were taken for nothing. */
const LISTS = [
  ['/applications', 'applications.title', 'kind.stop-contributions'],
  ['/record', 'record.title', 'record.months-posted'],
];

describe('lists in a network that fails', SIDE_BY_SIDE, () => {
  onBothWays('what is cut off is a failure, never an empty list', async (app, proxy, witness) => {
    await app.applies();
    const person = new Person(app);
    for (const does of READS) {
      // What was loaded once would stay on the screen.
      await app.goto('/help');
      await app.page.reload();
      await app.heading('help.title');
      proxy.rule = () => does;
      for (const [path, heading] of LISTS) {
        await app.goto(path, heading);
        await app.retry().waitFor();
      }
      proxy.rule = () => undefined;
      for (const [path, , content] of [...LISTS].reverse()) {
        await app.goto(path);
        await person.until(app.page.getByText(app.like(content)));
      }
    }
    await witness.agrees();
  });

  onBothWays('a list that was asked for before is not shown in the place of the one after', async (app, proxy, witness) => {
    const [held, release] = gate();
    meet(proxy, 'GET', '/v1/applications', { until: held });
    await app.goto('/applications', 'applications.title');
    await app.applies();
    await app.hasOne('kind.stop-contributions');
    // The answer from before, when there was none yet, comes last.
    release();
    await proxy.quiet();
    await app.goto('/me', 'me.title');
    await app.hasOne('kind.stop-contributions');
    await witness.agrees();
  });
});

/** SEED=7 walks that one alone. */
const SEEDS = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: 12 }, (_, at) => at + 1);
/** What changes something meets more than what reads. After so many requests the network is well, so that there is an end. */
const CHANGES = /^\/v1\/applications(\/[^/]+\/withdrawal)?$/;
const [LENGTH, OF_CHANGES] = [40, 6];

describe('a whole journey in a network that does anything', { concurrency: 4 }, () => {
  for (const seed of SEEDS) {
    const way = WAYS[seed % WAYS.length];
    test(`${way}: seed ${seed}: applied for once, and withdrawn`, (t) =>
      watched(way, async (app, proxy, witness) => {
        const roll = dice(seed);
        const [faults, worse] = [schedule(roll, LENGTH, 0.6), schedule(roll, OF_CHANGES, 0.1)];
        proxy.rule = (seen) => (seen.method === 'POST' && CHANGES.test(seen.path) ? worse : faults).shift();
        const person = new Person(app, roll);
        await person.prepares();
        await app.tapButton('apply-confirm.stop');
        await person.waitsForReceipt();
        await person.withdraws();
        await app.goto('/applications');
        await person.until(person.text('state.withdrawn'));
        await app.goto('/record');
        await person.until(app.page.getByText(app.like('record.months-posted')));
        await proxy.quiet();
        const { state } = await witness.agrees();
        assert.equal(state, 'withdrawn');
        t.diagnostic(`seed ${seed}: ${proxy.heard.length} requests, ${witness.submissions().length} of them submit`);
      }));
  }
});
