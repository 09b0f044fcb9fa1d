// Back is never a trap and never a surprise: a long walk by chance, in which where the app is, is always where a list of
// entries says it should be.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApp } from './support/app.mjs';
import { dice } from './support/chance.mjs';
import { opened } from './support/browser.mjs';

const STEPS = 2000;
const SEED = Number(process.env.SEED || 20261125);

/** What a browser does with its history. */
class Entries {
  constructor(path) {
    this.all = [path];
    this.at = 0;
  }

  get path() {
    return this.all[this.at];
  }

  /** A link to where one is makes no entry. */
  follow(path) {
    if (path !== this.path) {
      this.all.splice(this.at + 1, Infinity, path);
      this.at += 1;
    }
  }

  go(by) {
    this.at = Math.min(Math.max(this.at + by, 0), this.all.length - 1);
  }
}

/** Where the app says that it is: its address, its entry, and that a page is drawn. */
const where = () => ({
  path: location.hash.slice(1) || '/',
  index: history.state ? history.state.i : -1,
  heading: Boolean(document.querySelector('h1')),
});

/** Waits, in the page, until it is there, and no longer than a second; gives where it is then. */
const arrives = (page, want) =>
  page.evaluate(
    ([text, path, index]) =>
      new Promise((resolve) => {
        const look = new Function(`return (${text})()`);
        const began = performance.now();
        const again = () => {
          const now = look();
          const there = now.path === path && now.index === index && now.heading;
          if (there || performance.now() - began > 5000) resolve(now);
          else setTimeout(again, 4);
        };
        again();
      }),
    [String(where), want.path, want.at],
  );

/** The links of the page to pages of the app; not the way back, which is a step back where it can be one. */
const LINKS = 'a[href*="#/"]:not(.nav-bar__back)';

const links = (page) =>
  page.evaluate((of) => [...document.querySelectorAll(of)].filter((one) => one.getClientRects().length > 0).map((one) => one.hash.slice(1)), LINKS);

async function walk(app, steps) {
  const { page } = app;
  const roll = dice(SEED);
  const below = (n) => Math.floor(roll() * n);
  const entries = new Entries('/');
  let taken = 0;
  const kinds = { link: 0, back: 0, forward: 0, own: 0, reload: 0 };
  while (taken < steps) {
    const dead = below(10);
    const before = [entries.path, entries.at, dead];
    if (dead < 5) {
      const all = (await links(page)).filter((path) => path !== '/demo');
      if (all.length > 0) {
        const path = all[below(all.length)];
        await page.evaluate(([of, to]) => [...document.querySelectorAll(of)].find((one) => one.hash === `#${to}`).click(), [LINKS, path]);
        entries.follow(path);
        kinds.link += 1;
      }
    } else if (dead < 7) {
      // From the first page it leads out of the app: that is tried below.
      if (entries.at > 0) {
        await page.evaluate(() => history.back());
        entries.go(-1);
        kinds.back += 1;
      }
    } else if (dead < 8) {
      await page.evaluate(() => history.forward());
      entries.go(1);
      kinds.forward += 1;
    } else if (dead < 9) {
      const up = await page.evaluate(() => {
        const own = document.querySelector('.nav-bar__back');
        if (own) own.click();
        return own && own.hash.slice(1);
      });
      // Where nothing is before it, the page above takes its place.
      if (up && entries.at > 0) entries.go(-1);
      else if (up) entries.all[0] = up;
      kinds.own += 1;
    } else if (below(20) === 0) {
      await page.reload();
      kinds.reload += 1;
    }
    const now = await arrives(page, entries);
    assert.deepEqual(now, { path: entries.path, index: entries.at, heading: true }, `seed ${SEED}, step ${taken}, from ${before}`);
    taken += 1;
  }
  return { kinds, entries };
}

test(`${STEPS} steps by chance: the app is where its history says`, { timeout: 280000 }, (t) =>
  withApp(t, { lang: 'en' }, async (app) => {
    await app.page.waitForFunction(() => document.querySelector('a[href*="#/"]'));
    const { kinds, entries } = await walk(app, STEPS);
    t.diagnostic(JSON.stringify({ ...kinds, entries: entries.all.length }));
    assert.ok(Object.values(kinds).every((n) => n > 0));
  }));

for (const path of ['/', '/card', '/cancel/stop-contributions', '/law', '/no/such/page']) {
  test(`from ${path}, one back more than there are steps leaves the app`, () =>
    opened({ lang: 'en', goto: false }, async ({ page, url }) => {
      await page.goto('about:blank');
      await page.goto(`${url}#${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      for (const to of ['/help', '/cities']) await page.evaluate((p) => { location.hash = p; }, to);
      await page.waitForFunction(() => history.state && history.state.i === 2);
      for (const left of [1, 0]) {
        await page.evaluate(() => history.back());
        await page.waitForFunction((i) => history.state && history.state.i === i, left);
      }
      assert.equal(await page.evaluate(() => location.hash.slice(1)), path);
      await page.goBack();
      assert.equal(page.url(), 'about:blank');
    }));
}

test('a page that the browser has kept asks again for what may be stale', (t) =>
  withApp(t, { way: 'server', lang: 'en' }, async (app) => {
    await app.become('flexible');
    await app.goto('/applications');
    await app.sees('applications.empty');
    const asked = () => app.way.proxy.heard.filter((one) => one.path === '/v1/applications').length;
    const before = asked();
    // As it is taken out of the back-forward cache, which a browser under test does not have.
    const again = app.page.waitForResponse((answer) => answer.url().endsWith('/v1/applications'));
    await app.page.evaluate(() => {
      // Hidden with the page, it comes back without having been told of it.
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    await again;
    assert.ok(asked() > before, 'asked again');
    await app.sees('applications.empty');
  }));
