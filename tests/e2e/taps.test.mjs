// What a finger sees: what is under it looks pressed at once, and what it leads to is there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said, withApp } from './support/app.mjs';
import { partsFetched } from './support/browser.mjs';
import { PASSWORD } from './support/people.mjs';

const link = (app, key) => app.page.getByRole('link', { name: said(key) }).first();

/** In the page: counts each element of what is about to come, from now on. */
const countBones = () => {
  window.bones = 0;
  const all = (node) => (node.nodeType === 1 ? Number(node.matches('.loading')) + node.querySelectorAll('.loading').length : 0);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) window.bones += all(node);
  }).observe(document.getElementById('app'), { childList: true, subtree: true });
};

test('what is touched looks pressed before the finger is lifted, and no more when it scrolls', () =>
  withApp({ as: 'flexible' }, async (app) => {
    await app.goto('/center', 'center.title');
    await app.loaded();
    const row = link(app, 'social-security.title');
    const before = await row.evaluate((one) => getComputedStyle(one).opacity);
    await row.dispatchEvent('pointerdown');
    await app.page.waitForFunction((other) => {
      const control = document.querySelector('[data-pressed]');
      return control && getComputedStyle(control).opacity !== other;
    }, before);
    await row.dispatchEvent('pointercancel');
    await app.page.waitForFunction(() => !document.querySelector('[data-pressed]'));
    // A tap goes on to the next page, and nothing stays pressed there.
    await row.dispatchEvent('pointerdown');
    await row.dispatchEvent('pointerup');
    await row.click();
    await app.heading('social-security.title');
    await app.page.waitForFunction(() => !document.querySelector('[data-pressed]'));
  }));

/** In the page: counts what is made of it, from now on. */
const countMade = () => {
  window.made = 0;
  for (const name of ['createElement', 'createElementNS']) {
    const make = Document.prototype[name];
    Document.prototype[name] = function (...of) {
      window.made += 1;
      return make.apply(this, of);
    };
  }
};

test('while a finger is down the page is made that it leads to, and the tap only puts it there', () =>
  withApp({ as: 'flexible' }, async (app) => {
    const { page } = app;
    await app.goto('/center', 'center.title');
    await app.loaded();
    const row = link(app, 'social-security.title');
    // The part that makes it comes when nobody does anything.
    await partsFetched(page);
    await page.evaluate(countMade);
    await row.dispatchEvent('pointerdown');
    await page.waitForFunction(() => window.made > 30);
    assert.ok(await app.page.getByRole('heading', { level: 1, name: app.t('center.title') }).isVisible());
    await page.evaluate(() => { window.made = 0; });
    await row.click();
    await app.heading('social-security.title');
    const made = await page.evaluate('window.made');
    assert.ok(made < 10, `${made} elements were made by the tap`);
    // A touch that becomes no tap, as in scrolling: the page that was made is dropped, and nothing is seen of it.
    await link(app, 'card.title').dispatchEvent('pointerdown');
    await page.waitForFunction(() => window.made > 30);
    await page.waitForTimeout(1200);
    await page.evaluate(() => { window.made = 0; });
    await link(app, 'card.title').evaluate((one) => one.click());
    await app.heading('card.title');
    assert.ok((await page.evaluate('window.made')) > 30);
  }));

/** In the page: the classes of links and buttons that look the same while a finger is on them. */
const unmoved = () => {
  const look = (all) =>
    all.map((one) => {
      const { backgroundColor, color, filter, opacity, transform } = getComputedStyle(one);
      return [backgroundColor, color, filter, opacity, transform].join();
    }).join(';');
  const isUnmoved = (control) => {
    const all = [control, ...control.querySelectorAll('*')];
    for (const one of all) one.style.transition = 'none';
    const before = look(all);
    control.setAttribute('data-pressed', '');
    const after = look(all);
    control.removeAttribute('data-pressed');
    return after === before;
  };
  return [...document.querySelectorAll('a, button:not(:disabled)')].filter(isUnmoved).map((one) => one.className);
};

test('whatever can be tapped looks different while a finger is on it', () =>
  withApp({ as: 'flexible' }, async (app) => {
    for (const path of ['/', '/center', '/social-security', '/card', '/record', '/card-services', '/cities', '/apply/stop-contributions', '/help', '/me', '/demo']) {
      await app.goto(path);
      await app.loaded();
      assert.deepEqual(await app.page.evaluate(unmoved), [], path);
    }
  }));

/** Goes to Social Security, and waits until what is asked for there has come. */
async function reads(app) {
  const asked = ['card', 'card/code', 'card/services', 'contributions/summary', 'contributions'].map((path) =>
    app.page.waitForResponse((answer) => new URL(answer.url()).pathname === `/v1/${path}`)
  );
  await app.goto('/social-security', 'social-security.title');
  for (const answer of await Promise.all(asked)) assert.equal(answer.request().headers().purpose, 'prefetch', answer.url());
  // The last has come, and is taken in.
  await app.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
}

test('what is behind Social Security is there at once, and the log tells what was asked for ahead from a look', () =>
  withApp({ way: 'server', as: 'flexible' }, async (app) => {
    const ahead = app.page.getByText(said('access-log.ahead'));
    await reads(app);
    await app.goto('/access-log', 'access-log.title');
    await ahead.first().waitFor();
    assert.equal(await ahead.count(), 2);
    await reads(app);
    await app.page.evaluate(countBones);
    await app.goto('/card', 'card.title');
    await app.goto('/record', 'record.title');
    assert.equal(await app.page.evaluate('window.bones'), 0);
    await app.goto('/access-log', 'access-log.title');
    await app.page.waitForFunction((text) => !document.body.textContent.includes(text), said('access-log.ahead'));
  }));

test('the next page comes from its side, the one before from the other, and neither where somebody wants no motion', () =>
  withApp({ as: 'flexible' }, async (app) => {
    const turned = () => app.page.evaluate(() => [document.documentElement.dataset.turn, window.turns]);
    await app.page.emulateMedia({ reducedMotion: 'no-preference' });
    // However busy this machine is, the device is quick: that shows with the first page.
    await app.page.evaluate(() => { performance.now = () => 0; });
    await app.goto('/', 'home.title');
    await app.page.evaluate(() => {
      window.turns = 0;
      const start = document.startViewTransition;
      document.startViewTransition = (draw) => {
        window.turns += 1;
        return start.call(document, draw);
      };
    });
    await app.link(app.t('center.title')).first().click();
    await app.heading('center.title');
    assert.deepEqual(await turned(), ['on', 1]);
    await app.page.goBack();
    await app.heading('home.title');
    assert.deepEqual(await turned(), ['back', 2]);
    // A tap while it still moves is not lost.
    await app.link(app.t('center.title')).first().click();
    await app.link(app.t('social-security.title')).first().click();
    await app.heading('social-security.title');
    await app.page.emulateMedia({ reducedMotion: 'reduce' });
    await app.page.goBack();
    await app.heading('center.title');
    assert.equal((await turned())[1], 4);
  }));

test('a tap on a page that is left already means nothing', () =>
  withApp({ as: 'flexible' }, async (app) => {
    await app.page.emulateMedia({ reducedMotion: 'no-preference' });
    await app.page.evaluate(() => { performance.now = () => 0; });
    await app.goto('/', 'home.title');
    await app.goto('/center', 'center.title');
    await app.page.evaluate(() => new Promise((resolve) => {
      // The app hears of it first, and the page before is to be seen until the engine has taken its picture.
      addEventListener('popstate', () => resolve(document.querySelector('#app a[href$="#/me"]').click()), { once: true });
      history.back();
    }));
    await app.heading('home.title');
    await app.link(app.t('center.title')).first().click();
    await app.heading('center.title');
  }));

/** In the page: taps that the browser does not take for a double tap, at one place, with so many milliseconds between them. */
const tapsAt = ([x, y, ms]) =>
  new Promise((done) => {
    const tap = () => {
      const options = { bubbles: true, cancelable: true, detail: 1, clientX: x, clientY: y };
      document.elementFromPoint(x, y).dispatchEvent(new MouseEvent('click', options));
    };
    tap();
    setTimeout(() => {
      tap();
      setTimeout(done, 700);
    }, ms);
  });

/** Taps a button, and after so many milliseconds the same place. Gives time for whatever comes of it. */
async function tapsTwice(app, key, ms) {
  const { x, y, width, height } = await app.button(app.t(key)).boundingBox();
  await app.page.evaluate(tapsAt, [x + width / 2, y + height / 2, ms]);
}

for (const ms of [60, 200, 400]) {
  test(`a tap at the place of the one before, ${ms} ms later, neither leaves the application nor skips a step (issue 10, point 4)`, () =>
    withApp({ as: 'flexible' }, async (app) => {
      await app.goto('/apply/unlink-card', 'apply-eligibility.title');
      await app.sees('apply-eligibility.yes');
      await tapsTwice(app, 'common.continue', ms);
      await app.heading('apply-consequences.title');
      // Another tap is meant.
      await app.tapButton('common.continue', 'apply-review.title');
      await app.tapButton('apply-review.verify', 'apply-verify.title');
      await app.page.getByText(app.t('method.password'), { exact: true }).first().click();
      await app.page.getByLabel(app.t('apply-verify.pin'), { exact: true }).fill(PASSWORD);
      await tapsTwice(app, 'apply-verify.go', ms);
      await app.heading('apply-confirm.title');
      assert.equal(await app.page.getByRole('dialog').count(), 0, 'nobody has asked to leave');
    }));
}

test('the second tap of a double tap does not shut the sheet that the first has opened (issue 10, point 4)', () =>
  withApp({ as: 'flexible' }, async (app) => {
    await app.goto('/apply/stop-contributions', 'apply-eligibility.title');
    await app.tapButton('common.continue', 'consequences.stop-contributions');
    const cited = app.page.locator('.basis a').first();
    await cited.waitFor();
    // In the upper part, where the sheet does not come.
    await cited.evaluate((link) => scrollTo(0, link.getBoundingClientRect().top + scrollY - 120));
    const { x, y, height } = await cited.boundingBox();
    await app.page.evaluate(tapsAt, [x + 8, y + height / 2, 200]);
    await app.page.getByRole('dialog').waitFor();
    await app.page.evaluate(tapsAt, [180, 40, 600]);
    await app.page.getByRole('dialog').waitFor({ state: 'detached' });
  }));

test('nothing is dialled by a tap at the place of the one before; links are followed as quickly as they are tapped', () =>
  withApp({ as: 'flexible' }, async (app) => {
    /** In the page: a tap on what a selector finds, at one place for all. Gives whether it was taken. */
    const tapsOn = (selector, x = 5) =>
      app.page.evaluate(([of, clientX]) => {
        const there = [...document.querySelectorAll(of)].pop();
        const click = new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1, clientX, clientY: 5 });
        there.dispatchEvent(click);
        return !click.defaultPrevented;
      }, [selector, x]);
    // What the first tap brings is at its place until the end, whatever is drawn below it meanwhile.
    await app.page.evaluate(() => {
      const add = (tag, of) => {
        const made = document.body.appendChild(Object.assign(document.createElement(tag), of));
        made.style.cssText = 'position: fixed; inset: 0 auto auto 0; inline-size: 48px; block-size: 48px; z-index: 99';
        return made;
      };
      const call = add('a', { id: 'call', href: 'tel:12333' });
      call.addEventListener('click', (event) => {
        window.dialled = !event.defaultPrevented;
        event.preventDefault();
      });
      const one = add('button', { id: 'one' });
      one.addEventListener('click', () => one.remove());
    });
    await tapsOn('#one');
    await tapsOn('#call');
    assert.equal(await app.page.evaluate('window.dialled'), undefined);
    await app.page.waitForTimeout(500);
    await tapsOn('#call');
    assert.equal(await app.page.evaluate('window.dialled'), true);
    await app.goto('/', 'home.title');
    for (const path of ['center', 'social-security', 'card', 'record']) {
      await app.page.waitForSelector(`a[href$="#/${path}"]`);
      await tapsOn(`a[href$="#/${path}"]`, 200);
    }
    await app.heading('record.title');
  }));
