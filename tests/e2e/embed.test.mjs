// The app in a page of somebody else's, by `mount` and by `<citizen-center>`: the package as npm would have it.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { heading, words } from './support/app.mjs';
import { opened } from './support/browser.mjs';
import { TYPES, placed } from './support/placed.mjs';
import { root } from './support/server.mjs';

/** A page at `page/`, with the package beside it as `package/`. */
const embedded = (html, run) => {
  const body = `<!DOCTYPE html><html lang="en"><title>Page</title>${html}`;
  const prepare = async (tab, context) => {
    await context.route(/\/page\//, (route) => route.fulfill({ contentType: TYPES['.html'], body }));
    await placed(context, 'package', 'app/', (name) => join(root, 'target/package', name));
  };
  return opened({ lang: 'en', path: 'page/', prepare }, run);
};

/** Script of the page: a function in place of fetch, that keeps what it was asked in `asked`. */
const FETCH = `
  window.asked = []; window.stopped = [];
  window.answers = (request) => {
    const path = new URL(request.url).pathname;
    asked.push(path);
    request.signal.addEventListener('abort', () => { stopped.push(path); });
    if (path === '/v1/session') return new Promise(() => {});
    return Promise.resolve(new Response('{}', { status: 404, headers: { 'Content-Type': 'application/json' } }));
  };`;

test('two on a page, one of them in a shadow tree, know nothing of each other', () =>
  embedded(
    `<style>h1 { display: none } .a, .b { height: 700px }</style><div class="a"></div><div class="b"></div>
    <script type="module">
      import { mount } from '../package/citizen-center.js';
      mount(document.querySelector('.a'), { route: '/cities', title: 'First' });
      const tree = document.querySelector('.b').attachShadow({ mode: 'open' });
      window.second = mount(tree, { route: '/help', lang: 'zh-CN', title: 'Second' });
    </script>`,
    async ({ page: tab }) => {
      const first = tab.frameLocator('iframe[title="First"]');
      const second = tab.frameLocator('iframe[title="Second"]');
      await heading(first, 'cities.title').waitFor();
      const help = heading(second, 'help.title', 'zh-CN');
      await help.waitFor();
      assert.equal(await first.locator('html').getAttribute('lang'), 'en');
      // Where one is, is its own affair; back leads out of the last that was moved.
      await second.getByRole('link', { name: words('zh-CN')['help.law'] }).first().click();
      await help.waitFor({ state: 'hidden' });
      await heading(first, 'cities.title').waitFor();
      assert.match(tab.url(), /\/page\/$/);
      await tab.evaluate('history.back()');
      await help.waitFor();
      await tab.evaluate('second.unmount()');
      assert.equal(await tab.locator('iframe').count(), 1);
      await heading(first, 'cities.title').waitFor();
    },
  ));

test('config and fetch are handed in; what is taken out stops what it had under way', () =>
  embedded(
    `<div style="height: 700px"></div><script type="module">${FETCH}
      import { mount } from '../package/citizen-center.js';
      const options = { config: { backend: { kind: 'embedder' } }, fetch: (request) => answers(request), route: '/applications' };
      window.mounted = mount(document.querySelector('div'), options);
    </script>`,
    async ({ page: tab }) => {
      await heading(tab.frameLocator('iframe'), 'applications.title').waitFor();
      await tab.waitForFunction(() => asked.includes('/v1/session'));
      assert.ok(!(await tab.evaluate('stopped')).includes('/v1/session'));
      await tab.evaluate('mounted.unmount()');
      await tab.waitForFunction(() => stopped.includes('/v1/session'));
    },
  ));

test('<citizen-center> is there as long as it is in the page, and can be put back', () =>
  embedded(
    `<citizen-center style="height: 700px" route="/cities" config='{ "backend": { "kind": "embedded" } }'></citizen-center>
    <script type="module" src="../package/citizen-center.js"></script>`,
    async ({ page: tab }) => {
      await heading(tab.frameLocator('citizen-center iframe'), 'cities.title').waitFor();
      await tab.evaluate(() => {
        window.element = document.querySelector('citizen-center');
        element.remove();
      });
      assert.equal(await tab.locator('iframe').count(), 0);
      await tab.evaluate(() => document.body.append(element));
      await heading(tab.frameLocator('citizen-center iframe'), 'cities.title').waitFor();
      assert.equal(await tab.locator('iframe').count(), 1);
    },
  ));

test('a page that is itself in a frame can hold it, too', () =>
  embedded(
    `<iframe title="Outer" style="width: 100%; height: 760px"></iframe>
    <script>document.querySelector('iframe').srcdoc = '<base href="' + location.href + '"><citizen-center route="/cities"></citizen-center>' +
      '<style>citizen-center { height: 700px }</style><script type="module" src="../package/citizen-center.js"></' + 'script>';</script>`,
    async ({ page: tab }) => {
      const inner = tab.frameLocator('iframe[title="Outer"]').frameLocator('citizen-center iframe');
      await heading(inner, 'cities.title').waitFor();
    },
  ));

test('the page hears what happens, without a word about the person', () =>
  embedded(
    `<citizen-center style="height: 700px" route="/cities"></citizen-center>
    <script>window.heard = []; document.addEventListener('citizencenter', (event) => heard.push(event.detail));</script>
    <script type="module" src="../package/citizen-center.js"></script>`,
    async ({ page: tab }) => {
      const frame = tab.frameLocator('citizen-center iframe');
      await heading(frame, 'cities.title').waitFor();
      await tab.waitForFunction(() => heard.length > 1);
      await tab.evaluate(() => { document.querySelector('iframe').contentWindow.location.hash = '#/help'; });
      await heading(frame, 'help.title').waitFor();
      await tab.waitForFunction(() => heard.length > 2);
      assert.deepEqual(await tab.evaluate('heard'), [
        { 'citizen-center': 1, event: 'ready' },
        { 'citizen-center': 1, event: 'route', page: 'cities' },
        { 'citizen-center': 1, event: 'route', page: 'help' },
      ]);
    },
  ));

test('the app of another origin is refused at once', () =>
  embedded(
    `<div></div><script type="module">
      import { mount } from '../package/citizen-center.js';
      try { mount(document.querySelector('div'), { src: 'https://app.example/' }); } catch (error) { window.refused = String(error); }
    </script>`,
    async ({ page: tab }) => {
      await tab.waitForFunction(() => window.refused);
      assert.match(await tab.evaluate('refused'), /https:\/\/app\.example/);
      assert.equal(await tab.locator('iframe').count(), 0);
    },
  ));
