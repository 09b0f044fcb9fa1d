// The examples that run in a browser, run; of the others, every script can be read and every JSON file is one.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { heading, said } from './support/app.mjs';
import { opened } from './support/browser.mjs';
import { placed } from './support/placed.mjs';
import { root } from './support/server.mjs';

const examples = join(root, 'examples');
/** The example of that name at `example/`, with the package beside it. */
const example = (name, search, run, also = () => {}) => {
  const find = (path) =>
    path.startsWith('citizen-center/') ? join(root, 'target/package', path.replace('citizen-center/', '')) : join(examples, name, path);
  const prepare = async (page, context) => {
    await placed(context, 'example', 'citizen-center/app/', find);
    await also(context);
  };
  return opened({ lang: 'en', path: `example/${search}`, prepare, allow: [/favicon/] }, run);
};

test('a page with the element', () =>
  example('page', '', async ({ page }) => {
    const frame = page.frameLocator('citizen-center iframe');
    await frame.getByRole('link', { name: 'Citizen Center', exact: true }).first().click();
    await heading(frame, 'center.title').waitFor();
    assert.match(await page.locator('citizen-center iframe').evaluate((one) => one.contentDocument.title), /Lakeside Citizen Center$/);
    await page.getByText('route', { exact: true }).waitFor();
  }));

/** The example with the frame, with the app of this server as the one it is made for. */
const framed = (search, run) =>
  example('frame', search, run, (context) =>
    context.route(/\/frame\.js$/, (route) => {
      const text = readFileSync(join(examples, 'frame/frame.js'), 'utf8');
      const own = text.replace("'https://center.example.gov/'", "new URL('../', location.href)");
      assert.notEqual(own, text);
      return route.fulfill({ contentType: 'text/javascript', body: own });
    })
  );

// Whoever sends a link with another address gets nothing: it is not read.
test('a page with a frame draws the bar and the title, and has the way back, whatever its own address says', () =>
  framed('?app=https://evil.example/', async ({ page, url }) => {
    assert.equal(await page.locator('#center').getAttribute('src'), url);
    const frame = page.frameLocator('#center');
    const title = page.locator('#title');
    await frame.getByRole('link', { name: 'Citizen Center', exact: true }).first().click();
    await heading(frame, 'center.title').waitFor();
    await title.filter({ hasText: said('center.title') }).waitFor();
    // The app's own bar is for screen readers only: the page draws one.
    assert.equal(await frame.locator('html').getAttribute('data-bar'), 'all');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await heading(frame, 'home.title').waitFor();
  }));

test('what cannot run here can be read', () => {
  const all = readdirSync(examples, { recursive: true }).map((name) => join(examples, name));
  for (const path of all.filter((one) => one.endsWith('.json'))) JSON.parse(readFileSync(path, 'utf8'));
  for (const path of all.filter((one) => one.endsWith('.js'))) execFileSync(process.execPath, ['--check', path]);
  // Every page that a mini-program names is there.
  for (const name of ['wechat-mini-program', 'alipay-mini-program']) {
    const { pages } = JSON.parse(readFileSync(join(examples, name, 'app.json'), 'utf8'));
    for (const page of pages) {
      assert.ok(existsSync(join(examples, name, `${page}.js`)), page);
      assert.ok(['wxml', 'axml'].some((kind) => existsSync(join(examples, name, `${page}.${kind}`))), page);
    }
  }
});
