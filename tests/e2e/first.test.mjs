// What is painted before anything but index.html has come: words, in the person's language and look, and nothing that moves
// when the app takes over.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, words } from './support/app.mjs';
import { gate, opened } from './support/browser.mjs';

/** Holds every file but the page itself. Gives how to prepare for that, and what lets them come. */
function holding() {
  const [held, release] = gate();
  const prepare = (page, context) =>
    context.route(/\/[^/]+\.(js|css|wasm|json|svg)(\?|$)/, async (route) => {
      await held;
      await route.continue();
    });
  return [prepare, release];
}

/** What was chosen on an earlier visit. */
const chose = (settings, lang) =>
  `try { localStorage.setItem('citizen.settings', '${JSON.stringify(settings)}'); ${lang ? `localStorage.setItem('citizen.lang', '${lang}');` : ''} } catch (_) {}`;

/** Opens the app with nothing but its page, runs `early` then, and `late` with the app. */
async function first(options, early, late = () => {}) {
  const [prepare, release] = holding();
  await opened({ ...options, prepare: async (...all) => { await options.also?.(...all); await prepare(...all); }, goto: false }, async (app) => {
    try {
      await app.page.goto(app.url + (options.path || ''), { waitUntil: 'commit' });
      await app.page.locator('#first .page').waitFor();
      await app.page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
      await early(app.page, app);
    } finally {
      release();
    }
    await app.page.locator('#app > .page').waitFor();
    await late(app.page, app);
  });
}

const root = (page) =>
  page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    const { lang, dataset } = document.documentElement;
    return { lang, text: dataset.text, ground: getComputedStyle(document.body).backgroundColor, size: parseFloat(style.fontSize) };
  });

const LIGHT = 'rgb(243, 245, 248)';
const DARK = 'rgb(13, 17, 22)';
/** Words of Home, which are on the screen at once. */
const SEEN = ['home.title', 'card.title', 'home.services', 'center.title', 'tab.services', 'tab.card', 'tab.me', 'common.demo'];

for (const [how, options, lang, ground, text] of [
  ['as the browser has them', { lang: 'zh-CN' }, 'zh-CN', LIGHT, 'standard'],
  ['as the browser has them', { lang: 'en', colorScheme: 'dark' }, 'en', DARK, 'standard'],
  ['by the address', { lang: 'zh-CN', path: '?lang=en' }, 'en', LIGHT, 'standard'],
  ['as chosen before', { lang: 'en', init: chose({ appearance: 'dark', text_size: 'elder' }, 'zh-CN') }, 'zh-CN', DARK, 'xl'],
  ['as chosen before', { lang: 'zh-CN', colorScheme: 'dark', init: chose({ appearance: 'light', text_size: 'large' }, 'en') }, 'en', LIGHT, 'large'],
]) {
  test(`${lang}, ${text}, ${how}: the page alone paints Home`, () =>
    first(options, async (page) => {
      const other = LANGUAGES.find((one) => one !== lang);
      for (const key of SEEN) {
        assert.ok(await page.getByText(words(lang)[key], { exact: true }).first().isVisible(), key);
        assert.equal(await page.getByText(words(other)[key], { exact: true }).filter({ visible: true }).count(), 0, `${other}: ${key}`);
      }
      assert.equal(await page.locator('#first input').getAttribute('placeholder'), words(lang)['home.search']);
      assert.equal(await page.title(), words(lang)['app.name']);
      const now = await root(page);
      assert.deepEqual([now.lang, now.ground, now.text], [lang, ground, text]);
    }, async (page) => {
      const now = await root(page);
      assert.deepEqual([now.lang, now.ground, now.text], [lang, ground, text], 'the app has the same');
    }));
}

/** Where the parts of Home are. */
const places = (page, within) =>
  page.evaluate((of) => {
    const parts = ['.ribbon', '.home-head__title', '.home-head__elder', '.search__input', '.banner', '.banner__title', '.section__title',
      '.section__action', '.tiles', '.tile', '.tile__text', '.tab-bar', '.tab-bar__text'];
    const all = parts.map((part) => {
      const elements = [...document.querySelectorAll(`${of} ${part}`)].slice(0, part.startsWith('.tile_') ? 1 : undefined);
      return [part, elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        return [x, y, width, height, style.color, style.fontSize, style.fontWeight].join(' ');
      })];
    });
    return Object.fromEntries(all);
  }, within);

const SHIFTS = `window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    window.shifts.push([entry.value, ...entry.sources.map((of) => (of.node && of.node.outerHTML || '').slice(0, 200))]);
  }
}).observe({ type: 'layout-shift', buffered: true });`;

for (const lang of LANGUAGES) {
  for (const colorScheme of ['light', 'dark']) {
    for (const size of ['standard', 'elder']) {
      test(`${lang}, ${colorScheme}, ${size}: nothing moves when the app takes over`, () => {
        let before;
        const init = `${chose({ text_size: size })}\n${SHIFTS}`;
        return first({ lang, colorScheme, init }, async (page) => {
          before = await places(page, '#first');
        }, async (page) => {
          await page.waitForFunction(() => !document.querySelector('.bones'));
          await page.waitForLoadState('networkidle');
          const after = await places(page, '#app > .page');
          // Which tile is which the services decide; each is in the place of one.
          for (const all of [before, after]) all['.tile'] = all['.tile'].map((one) => one.split(' ').slice(0, 4).join(' '));
          assert.deepEqual(after, before);
          assert.deepEqual(await page.evaluate('window.shifts'), []);
        });
      });
    }
  }
}

test('what is painted first is nothing to assistive technology, and no key leads into it', () =>
  first({ lang: 'en' }, async (page) => {
    for (const role of ['link', 'button', 'searchbox', 'heading', 'navigation', 'main']) {
      assert.equal(await page.getByRole(role).count(), 0, role);
    }
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY');
  }));

test('a tap before the app is there is followed, and there is a way back', () =>
  first({ lang: 'en' }, async (page) => {
    await page.locator('#first .tab-bar').getByText(words('en')['tab.services'], { exact: true }).click();
    // The frame of the page that is to come, with its title.
    await page.locator('#first .nav-bar').getByText(words('en')['center.title']).waitFor();
    assert.equal(await page.locator('#first [aria-current]').textContent(), words('en')['tab.services']);
  }, async (page) => {
    await page.getByRole('heading', { level: 1, name: words('en')['center.title'] }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: words('en')['home.title'], exact: true }).waitFor();
  }));

for (const [path, title, tabs] of [
  ['#/settings', 'settings.title', false],
  ['#/help/law', 'law.title', false],
  ['#/center', 'center.title', true],
  ['#/card', null, true],
  ['#/receipt/AP1', null, false],
]) {
  test(`${path}: the page alone paints the frame of another page`, () =>
    first({ lang: 'zh-CN', path }, async (page) => {
      const bar = page.locator('#first .nav-bar__title');
      assert.equal(await bar.textContent(), title ? words('zh-CN')[title] : '');
      assert.equal(await bar.locator('.bone').count(), title ? 0 : 1);
      assert.equal(await page.locator('#first .tiles').count(), 0);
      assert.equal(await page.locator('#first .tab-bar').count(), tabs ? 1 : 0);
    }));
}

test('the next visit shows at once what the config of the first has said of the city', () => {
  const config = {
    backend: { kind: 'http', base_url: '/gone' },
    languages: { en: 'English' },
    brand: { name: { en: 'Sample City' }, light: { brand: '#7a1f5c' } },
  };
  const also = (page, context) => context.route(/config\.json$/, (route) => route.fulfill({ json: config }));
  const allow = [/^console: /];
  return opened({ lang: 'zh-CN', allow, prepare: also }, async ({ page, url, context }) => {
    await page.locator('#app > .page').waitFor();
    const [held, release] = gate();
    await context.route(/\.(js|css|wasm|json)(\?|$)/, async (route) => {
      await held;
      await route.fallback();
    });
    await page.goto(`${url}?again`, { waitUntil: 'commit' });
    await page.locator('#first').getByText(words('en')['home.all'], { exact: true }).waitFor();
    assert.equal(await page.title(), 'Sample City');
    const brand = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--brand').trim());
    assert.equal(await brand(), '#7a1f5c');
    assert.equal(await page.locator('#first .ribbon').count(), 0, 'this is no demo');
    release();
    await page.locator('#app > .page').waitFor();
  });
});

const PAINTED_AT_MOST_MS = 300;

test('the embedded backend is fetched once Home is painted, on a second visit too', () =>
  opened({}, async ({ page, url }) => {
    for (const visit of ['?first', '?second']) {
      await page.goto(url + visit);
      await page.waitForFunction(() => !document.querySelector('.bones'));
      const times = await page.evaluate(() => {
        const [painted] = performance.getEntriesByName('first-contentful-paint');
        const [boot, worker] = [/\/boot\.js/, /\/worker-/].map((name) =>
          performance.getEntriesByType('resource').find((one) => name.test(one.name))
        );
        return { painted: painted.startTime, boot: boot.responseEnd, worker: worker.startTime };
      });
      // On a machine that paints nothing for so long, the app does not wait for it: web/boot/painted.mjs.
      const waited = times.worker - times.boot >= PAINTED_AT_MOST_MS;
      assert.ok(times.painted < times.worker || waited, `${visit}: ${JSON.stringify(times)}`);
    }
  }));
