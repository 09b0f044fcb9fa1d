// The app inside each embedder: what is asked for, what is told, whose bar is there, and what becomes of it when the embedder fails.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SDKS } from '../../web/embedder/sdk-urls.mjs';
import { one } from '../../web/embedder/tests/user-agents.mjs';
import { valid } from '../../web/embedder/tests/conformance.mjs';
import { withApp } from './support/app.mjs';
import { opened } from './support/browser.mjs';
import { EMBEDDERS, embeddableUrl, portalUrl } from './support/embedders.mjs';

const BARS = {
  'alipay-mini': 'title', 'alipay-h5': 'all', 'wechat-mini': 'all', wechat: 'title', douyin: 'all', baidu: 'all', qq: 'all', dingtalk: 'all'
};

let embeddable;
/** The build that may load scripts of embedders; made once. */
const build = () => (embeddable = embeddable || embeddableUrl());

/** Opens the app in an embedder. `script`: what its script's address does, instead of what it should. */
async function inEmbedder(name, options, run) {
  const base = await build();
  const asked = [];
  const sdk = SDKS[name];
  const prepare = async (page) => {
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(base) || /embedder\.js/.test(url)) asked.push(url);
    });
    if (sdk) await page.route(sdk, options.script || ((route) => route.fulfill({ contentType: 'text/javascript', body: EMBEDDERS[name].script })));
    if (options.prepare) await options.prepare(page);
  };
  const allow = [new RegExp(`^other origin: ${sdk}$`), ...(options.allow || [])];
  const all = { ...options, base, prepare, allow, init: EMBEDDERS[name].init, context: { userAgent: one(name) } };
  await withApp(all, (app) => run(app, { asked, sdk, base }));
}

/** Waits until the embedder has heard so much, and gives all of it. */
async function heard(app, event) {
  await app.page.waitForFunction((name) => window.embedderHeard.some((message) => message.event === name), event);
  return app.page.evaluate('window.embedderHeard');
}

const short = (messages) => messages.map((message) => [message.event, message.page || message.code].filter(Boolean).join(' '));
const visible = (locator) => locator.evaluate((e) => e.getBoundingClientRect().width > 1 && e.getBoundingClientRect().height > 1);

for (const name of Object.keys(EMBEDDERS)) {
  test(`${name}: its script or none, its bar, its title, and what it hears`, () =>
    inEmbedder(name, {}, async (app, { asked, sdk, base }) => {
      const { page } = app;
      const bar = page.locator('html');
      const titled = (title) => page.waitForFunction((text) => document.title.startsWith(text), title);
      await app.heading('home.title');
      // A page that is left before a frame was drawn is not told of: the title comes with the telling.
      await titled(app.t('home.title'));
      assert.equal(await bar.getAttribute('data-bar'), BARS[name] || null);
      await app.goto('/help', 'help.title');
      const h1 = page.getByRole('heading', { level: 1 });
      const back = page.locator('.nav-bar__back');
      assert.equal(await visible(h1), !BARS[name], 'one title');
      assert.equal(await back.isVisible(), BARS[name] !== 'all', 'one way back');
      await titled(app.t('help.title'));
      if (EMBEDDERS[name].queued) {
        await page.waitForFunction(() => window.embedderLeaves);
        // Until the page is left nothing arrives, as there.
        assert.deepEqual(await page.evaluate('window.embedderHeard'), []);
        await page.waitForFunction(() => (window.embedderLeaves(), window.embedderHeard.length >= 3));
      }
      if (!EMBEDDERS[name].deaf) {
        await page.waitForFunction(() => window.embedderHeard.filter((m) => m.event).length >= 3);
        const messages = (await page.evaluate('window.embedderHeard')).filter((message) => message.event);
        assert.deepEqual(short(messages), ['ready', 'route home', 'route help']);
        messages.forEach((message) => assert.ok(valid(message), JSON.stringify(message)));
      }
      if (EMBEDDERS[name].init.includes('embedderTitles')) {
        await page.waitForFunction((title) => (window.embedderTitles[window.embedderTitles.length - 1] || '').startsWith(title), app.t('help.title'));
      }
      if (sdk) {
        await page.waitForFunction((url) => performance.getEntriesByName(url).length > 0, sdk);
        const [paint, load] = await page.evaluate((url) => [
          performance.getEntriesByName('first-contentful-paint')[0].startTime,
          performance.getEntriesByName(url)[0].startTime
        ], sdk);
        assert.ok(load > paint, `the script was asked for at ${load}, the first paint was at ${paint}`);
      }
      assert.deepEqual(asked, [`${base}embedder.js`, sdk].filter(Boolean));
    }));
}

test('a plain browser loads nothing of this', () =>
  withApp({ prepare: (page) => page.route(/embedder\.js/, () => assert.fail('embedder.js was asked for')) }, async (app) => {
    await app.heading('home.title');
    assert.equal(await app.page.locator('html').getAttribute('data-bar'), null);
    assert.ok(await visible(app.page.getByRole('heading', { level: 1 })));
  }));

test('wechat-mini: the whole journey is told with nothing about the person, when the page is left', () =>
  inEmbedder('wechat-mini', { as: 'flexible' }, async (app) => {
    await app.page.evaluate(() => {
      window.events = [];
      addEventListener('citizencenter', (event) => window.events.push(event.detail));
    });
    await app.applies();
    assert.deepEqual(await app.page.evaluate('window.events'), ['submitted']);
    assert.deepEqual(await app.page.evaluate('window.embedderHeard'), []);
    await app.page.evaluate('window.embedderLeaves()');
    const messages = await app.page.evaluate('window.embedderHeard');
    messages.forEach((message) => assert.ok(valid(message), JSON.stringify(message)));
    const said = short(messages);
    assert.deepEqual(said.slice(-2), ['route receipt', 'finished']);
    assert.equal(said.filter((one) => one === 'submitted').length, 1, said.join());
    assert.ok(said.indexOf('apply-sending') < said.indexOf('submitted'), said.join());
    assert.ok(!/\d{2}/.test(JSON.stringify(messages)), 'no number of anybody');
  }));

for (const [how, name, script] of [
  ['hangs', 'wechat-mini', () => {}],
  ['is cut off', 'alipay-mini', (route) => route.abort('connectionreset')],
  ['is something else', 'baidu', (route) => route.fulfill({ contentType: 'text/javascript', body: '0' })]
]) {
  test(`${name}: its script ${how}: the journey comes to its end`, () =>
    inEmbedder(name, { script, allow: [/Failed to load resource/], as: 'flexible' }, (app) => app.applies()));
}

test('where the policy does not name the script, the app works without it', () =>
  withApp(
    { init: EMBEDDERS['wechat-mini'].init, context: { userAgent: one('wechat-mini') }, allow: [/policy: require-trusted-types-for/, /TrustedScriptURL/, /other origin: https:\/\/res\.wx/] },
    async (app) => {
      await app.goto('/help', 'help.title');
      assert.equal(await app.page.locator('html').getAttribute('data-bar'), 'all');
    }
  ));

for (const [how, answer, allow] of [
  ['is not there', (route) => route.fulfill({ status: 404, body: 'gone' }), [/Failed to load resource/]],
  ['hangs', () => {}, []],
  ['is broken', (route) => route.fulfill({ contentType: 'text/javascript', body: 'export function start() { throw new Error("provoked"); }' }), []]
]) {
  test(`embedder.js ${how}: the app starts all the same, with its own bar`, () =>
    inEmbedder('wechat-mini', { allow, prepare: (page) => page.route(/embedder\.js/, answer) }, async (app) => {
      await app.goto('/help', 'help.title');
      assert.ok(await visible(app.page.getByRole('heading', { level: 1 })));
    }));
}

test('the config may say that nobody is there, or who', async () => {
  const config = { backend: { kind: 'embedded' } };
  // `host` is the old name.
  for (const name of ['embedder', 'host']) {
    await inEmbedder('wechat-mini', { config: { ...config, [name]: 'browser' } }, async (app, { asked }) => {
      await app.heading('home.title');
      assert.equal(await app.page.locator('html').getAttribute('data-bar'), null);
      assert.deepEqual(asked, []);
    });
  }
  await inEmbedder('wechat-mini', { config: { ...config, embedder: 'alipay-h5' } }, async (app, { asked, base }) => {
    await app.heading('home.title');
    await app.page.waitForFunction(() => document.documentElement.dataset.bar === 'all');
    assert.deepEqual(asked, [`${base}embedder.js`]);
  });
});

test('the page around the app may hand in an adapter of its own', () =>
  withApp(
    { init: () => { window.embedderHeard = []; window.citizenCenter = { embedder: { bar: 'title', tell: (message) => window.embedderHeard.push(message) } }; } },
    async (app) => {
      assert.deepEqual(short(await heard(app, 'route')).slice(0, 2), ['ready', 'route home']);
      assert.equal(await app.page.locator('html').getAttribute('data-bar'), 'title');
    }
  ));

test('what is neither a name nor an adapter keeps the app from starting', () =>
  opened({ init: 'window.citizenCenter = { embedder: 7 };', allow: [/neither a name nor an adapter/] }, ({ page }) =>
    page.locator('.boot-panel', { hasText: /not set up correctly/ }).filter({ visible: true }).waitFor()
  ));

test('an app that cannot go on says so to its embedder', () =>
  inEmbedder('android', { allow: [/Failed to load resource/, /provoked|RuntimeError|Error/] }, async (app) => {
    await heard(app, 'ready');
    await app.page.evaluate(() => {
      Document.prototype.createElement = () => {
        throw new Error('provoked');
      };
    });
    await app.goto('/help');
    assert.ok(short(await heard(app, 'error')).includes('error crash'));
  }));

test('alipay-h5: the button of its title bar is the browser\'s own way back', () =>
  inEmbedder('alipay-h5', {}, async (app) => {
    const press = () => app.page.evaluate(() => !document.dispatchEvent(new Event('back', { cancelable: true })));
    await app.goto('/me', 'me.title');
    await app.goto('/settings', 'settings.title');
    assert.equal(await press(), true);
    await app.heading('me.title');
    assert.equal(await press(), true);
    await app.heading('home.title');
    assert.equal(await press(), false, 'from the first page on it is the embedder that goes');
    await app.page.goForward();
    await app.heading('me.title');
  }));

test('android: back and the size of text, as native code says', () =>
  inEmbedder('android', {}, async (app) => {
    const say = (message) => app.page.evaluate((text) => window.citizenCenterHeard(text), JSON.stringify({ 'citizen-center': 1, ...message }));
    await app.goto('/me', 'me.title');
    const before = await app.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
    await say({ do: 'text-scale', value: 1.5 });
    await app.page.waitForFunction((px) => getComputedStyle(document.documentElement).fontSize === `${px}px`, before * 1.5);
    await say({ do: 'back' });
    await app.heading('home.title');
    await say({ do: 'back' });
    await app.page.waitForFunction(() => window.embedderHeard.some((message) => message.do === 'close'));
  }));

test('the document has its title before a page is painted', () =>
  inEmbedder('wechat-mini', {}, async (app) => {
    await app.heading('home.title');
    await app.page.evaluate(() => {
      window.wrong = [];
      window.seen = 0;
      const look = () => {
        const name = document.querySelector('h1#page-title').textContent;
        window.seen += 1;
        if (!document.title.startsWith(name)) window.wrong.push([name, document.title]);
      };
      // A size that is changed in a frame is told right before that frame is painted.
      const probe = document.body.appendChild(document.createElement('i'));
      new ResizeObserver(look).observe(probe);
      let wide = 0;
      const frame = () => {
        wide = 1 - wide;
        probe.style.display = 'block';
        probe.style.width = `${wide}px`;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    for (const [path, key] of [['/center', 'center.title'], ['/me', 'me.title'], ['/settings', 'settings.title'], ['/about', 'about.title'], ['/help', 'help.title'], ['/help/law', 'law.title'], ['/', 'home.title']]) {
      await app.goto(path, key);
      assert.ok(!(await visible(app.page.getByRole('heading', { level: 1 }))), `one title on ${path}`);
    }
    assert.ok(await app.page.evaluate('window.seen') > 0);
    assert.deepEqual(await app.page.evaluate('window.wrong'), []);
  }));

test('iframe: the page around hears what it may, from the app\'s origin, and may say back', async () => {
  const portal = await portalUrl();
  const base = await embeddableUrl(portal.origin);
  portal.hold(base);
  const app = base.replace(/\/$/, '');
  for (const embedders of [portal.origin, undefined]) {
    const config = { backend: { kind: 'embedded' }, embedders };
    await opened({ base: portal.url, config, allow: [new RegExp(`^other origin: ${app}/`)] }, async ({ page }) => {
      const frame = page.frameLocator('iframe');
      await frame.getByRole('link', { name: 'Citizen Center', exact: true }).first().click();
      await frame.getByRole('heading', { level: 1 }).first().waitFor();
      if (!embedders) {
        assert.deepEqual(await page.evaluate('window.embedderHeard'), []);
        return;
      }
      await page.waitForFunction(() => window.embedderHeard.some(([, message]) => message.page === 'center'));
      const messages = await page.evaluate('window.embedderHeard');
      messages.forEach(([origin, message]) => assert.ok(origin === app && valid(message), JSON.stringify([origin, message])));
      assert.deepEqual(short(messages.map(([, message]) => message).filter((message) => message.event)), ['ready', 'route home', 'route center']);
      await page.evaluate((target) => window.frames[0].postMessage({ 'citizen-center': 1, do: 'back' }, target), app);
      await page.waitForFunction(() => window.embedderHeard.filter(([, message]) => message.page === 'home').length === 2);
    });
  }
});
