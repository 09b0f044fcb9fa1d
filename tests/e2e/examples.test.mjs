// The examples that run in a browser, run; of the others, every script can be read and every JSON file is one.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { words } from './support/app.mjs';
import { opened } from './support/browser.mjs';
import { placed } from './support/placed.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const examples = join(root, 'examples');
const said = (key) => words('en')[key];
/** The example of that name at `example/`, with the package beside it. */
const example = (name, search, run) => {
  const find = (path) =>
    path.startsWith('citizen-center/') ? join(root, 'target/package', path.replace('citizen-center/', '')) : join(examples, name, path);
  const prepare = (page, context) => placed(context, 'example', 'citizen-center/app/', find);
  return opened({ lang: 'en', path: `example/${search}`, prepare, allow: [/favicon/] }, run);
};

test('a page with the element', () =>
  example('page', '', async ({ page }) => {
    const frame = page.frameLocator('citizen-center iframe');
    await frame.getByRole('link', { name: 'Citizen Center', exact: true }).first().click();
    await frame.getByRole('heading', { level: 1, name: said('center.title'), exact: true }).waitFor();
    assert.match(await page.locator('citizen-center iframe').evaluate((one) => one.contentDocument.title), /Lakeside Citizen Center$/);
    await page.getByText('route', { exact: true }).waitFor();
  }));

test('a page with a frame draws the bar and the title, and has the way back', () =>
  example('frame', '?app=../', async ({ page }) => {
    const frame = page.frameLocator('#center');
    const title = page.locator('#title');
    await frame.getByRole('link', { name: 'Citizen Center', exact: true }).first().click();
    await frame.getByRole('heading', { level: 1, name: said('center.title'), exact: true }).waitFor();
    await title.filter({ hasText: said('center.title') }).waitFor();
    // The app's own bar is for screen readers only: the page draws one.
    assert.equal(await frame.locator('html').getAttribute('data-bar'), 'all');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await frame.getByRole('heading', { level: 1, name: said('home.title'), exact: true }).waitFor();
  }));

/** All files below a folder. */
function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

test('what cannot run here can be read', () => {
  const all = files(examples);
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
