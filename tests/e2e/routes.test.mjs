// Every screen by deep link, reload, back and forward, however the one build is served: at the root, in a folder, by a
// server that answers page routes with the page, by a shell that maps an address of its own to the files; and with
// addresses in the hash, in the path, and kept out of the address.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { heading } from './support/app.mjs';
import { opened } from './support/browser.mjs';
import { TYPES } from './support/placed.mjs';
import { SCREENS } from './support/screens.mjs';
import { dist } from './support/server.mjs';

const ODD = '/applications/AP~7%2F%E7%94%B2%20100%25%3F%23';
/** Screens with their headings; personal ones show the sign-in, in place. */
const ALL = [
  ...SCREENS.map(({ name, path, personal }) => [path('AP1'), personal ? 'sign-in.title' : `${name}.title`]),
  // Of whatever kind an id is: `AP~7/甲 100%?#`.
  [ODD, 'sign-in.title'],
  ['/no/such/page', 'not-found.title']
];
/** One for each form of an address. */
const FORMS = ALL.filter(([path]) => ['/', '/center', '/record/pension/2026', '/help/law', ODD, '/no/such/page'].includes(path));

/** The files of the build below an address; `page` are further paths that are the page, which then has that base. */
function files(prefix, config, rewrites = false) {
  return async (page, context) => {
    await context.route((url) => url.href.startsWith(prefix), async (route) => {
      const path = new URL(route.request().url()).href.slice(prefix.length).split(/[?#]/)[0];
      const file = join(dist(), path || 'index.html');
      if (path === 'config.json') return route.fulfill({ json: config });
      const there = existsSync(file) && extname(file) in TYPES;
      if (!there && !(rewrites && !extname(path))) return route.fulfill({ status: 404 });
      const name = there ? file : join(dist(), 'index.html');
      let body = readFileSync(name);
      // What a deployer writes into it for addresses in the path.
      if (rewrites && name.endsWith('index.html')) body = body.toString().replace('<head>', `<head><base href="${new URL(prefix).pathname}">`);
      return route.fulfill({ contentType: TYPES[extname(name)], body });
    });
  };
}

const EMBEDDED = { backend: { kind: 'embedded' } };

/** By name: where the app is, how it is served, and the address of a path. */
const SERVED = {
  'a plain static server': { hash: true, screens: ALL },
  'a folder of a plain static server': { at: 'a/b/', config: EMBEDDED, hash: true },
  'a rewriting server': { at: 'p/', config: { ...EMBEDDED, routes: 'path' }, rewrites: true },
  'a shell with an address of its own': { base: 'https://shell.example/', config: EMBEDDED, hash: true },
  'a shell that looks at addresses': { at: 'm/', config: { ...EMBEDDED, routes: 'memory' }, hash: true, kept: true },
};

for (const [name, { at = '', base, config, rewrites, hash, kept, screens = FORMS }] of Object.entries(SERVED)) {
  test(`every screen by deep link, reload, back and forward: ${name}`, () =>
    opened({ lang: 'en', goto: false, base, allow: base ? [/^policy: frame-ancestors/] : [] }, async ({ page, context, url }) => {
      const root = url + at;
      if (config) await files(root, config, rewrites)(page, context);
      const address = (path) => (hash ? `${root}#${path}` : root + path.slice(1));
      for (const [path, key] of screens) {
        await page.goto('about:blank');
        await page.goto(address(path));
        await heading(page, key).waitFor();
        await page.reload();
        await heading(page, key).waitFor();
        // To another page by a real link, and there and back.
        await page.locator('a[href]').first().waitFor();
        const other = path === '/help' ? ['/about', 'about.title'] : ['/help', 'help.title'];
        await page.evaluate((to) => {
          const link = document.createElement('a');
          link.href = to;
          document.body.append(link);
          link.click();
          link.remove();
        }, address(other[0]));
        await heading(page, other[1]).waitFor();
        await page.evaluate(() => history.back());
        await heading(page, key).waitFor();
        await page.evaluate(() => history.forward());
        await heading(page, other[1]).waitFor();
        const now = page.url();
        assert.equal(now, kept ? address(path) : address(other[0]), 'the address says where one is, or stays');
      }
    }));
}
