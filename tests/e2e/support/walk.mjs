// A long walk by chance: a list of entries says, after each step, where the app should be. In any browser: of a page only
// `evaluate` and `reload` are used.

import assert from 'node:assert/strict';
import { dice } from '../../../web/embedder/tests/dice.mjs';

/** How long a walk is, and what it is made from. */
export const STEPS = 2000;
export const SEED = Number(process.env.SEED || 20261125);

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

/**
 * Waits, in the page, until the app is there, and no longer than five seconds. Gives where it says that it is then: its
 * address, its entry, and whether a page is drawn.
 */
const arrives = (page, want) =>
  page.evaluate(
    ([path, index]) =>
      new Promise((resolve) => {
        const began = performance.now();
        const look = () => {
          const now = {
            path: location.hash.slice(1) || '/',
            index: history.state ? history.state.i : -1,
            heading: Boolean(document.querySelector('h1')),
          };
          const there = now.path === path && now.index === index && now.heading;
          // What is drawn after that is drawn in the next task.
          if (there || performance.now() - began > 5000) setTimeout(() => resolve(now));
          else setTimeout(look, 4);
        };
        look();
      }),
    [want.path, want.at],
  );

/** The links of the page to pages of the app; not the way back, which is a step back where it can be one. */
const LINKS = 'a[href*="#/"]:not(.nav-bar__back)';

/** Follows one of the links that are to be seen, and says where to. In one go: what has just been answered draws the page anew. */
const follow = (page, roll) =>
  page.evaluate(
    ([of, part]) => {
      const seen = [...document.querySelectorAll(of)].filter((one) => one.getClientRects().length > 0 && one.hash !== '#/demo');
      const one = seen[Math.floor(part * seen.length)];
      if (one) one.click();
      return one && one.hash.slice(1);
    },
    [LINKS, roll],
  );

/**
 * Walks from the first page so many steps by links, back, forward, the app's own way back, and reloads. Gives how often each
 * was taken, and the entries that came of it. After each `fresh` steps there is a reload.
 */
export async function walk(page, steps, seed, fresh = Infinity) {
  const roll = dice(seed);
  const below = (n) => Math.floor(roll() * n);
  const entries = new Entries('/');
  let taken = 0;
  const kinds = { link: 0, back: 0, forward: 0, own: 0, reload: 0 };
  while (taken < steps) {
    const due = taken % fresh === fresh - 1;
    const dead = due ? 9 : below(10);
    const before = [entries.path, entries.at, dead];
    if (dead < 5) {
      const path = await follow(page, roll());
      if (path) {
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
    } else if (due || below(20) === 0) {
      await page.reload();
      kinds.reload += 1;
    }
    const now = await arrives(page, entries);
    assert.deepEqual(now, { path: entries.path, index: entries.at, heading: true }, `seed ${seed}, step ${taken}, from ${before}`);
    taken += 1;
  }
  return { kinds, entries };
}
