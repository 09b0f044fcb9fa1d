// Chromium as a phone, and what it complains of. One browser for each test file; a context of its own, with
// storage of its own, for each test.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { FLAGS } from './chromium.mjs';
import { baseUrl } from './server.mjs';

/** How long anything that is waited for may take, in milliseconds: with other work on few cores, long. */
export const WAIT_MS = 20000;
const LOCALES = { en: 'en-US', 'zh-CN': 'zh-CN' };

let launched;

function launch() {
  launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
  });
  return launched;
}

after(async () => {
  if (launched) await (await launched).close();
});

// The runner may be ended while a test waits. Then nobody is left to read the result: end too, and with
// this process the browser.
const runner = process.ppid;
setInterval(() => {
  if (process.ppid !== runner) process.exit(1);
}, 2000).unref();

/**
 * Opens the app as on a phone of 360 x 800.
 *
 * Options: `lang` ('en', 'zh-CN': the browser's language), `colorScheme`, `viewport`, `path` (after the app's
 * address, such as '#/card' or '?lang=en'), `init` (a function or text run in each page before any script of its
 * own), `config` (in the place of the app's config.json), `prepare` (given page and context before the page is
 * loaded, to route requests), `goto: false` (load nothing yet), `base` (another address than the app's), `allow`
 * (patterns of complaints that the test provokes), `context` (further options of Playwright's).
 *
 * Gives `page`, `context`, `url` (the app's), `complaints` (so far) and `close`, which fails if there were any:
 * errors of scripts or in the console, violations of the content security policy, requests to another origin.
 */
export async function open(options = {}) {
  const browser = await launch();
  const url = options.base || (await baseUrl());
  const context = await browser.newContext({
    viewport: options.viewport || { width: 360, height: 800 },
    // For people to look at; the tests take a sixth longer with it.
    deviceScaleFactor: process.env.PICTURES ? 2 : 1,
    hasTouch: true,
    isMobile: true,
    locale: LOCALES[options.lang] || options.lang || 'en-US',
    timezoneId: 'Asia/Shanghai',
    colorScheme: options.colorScheme || 'light',
    reducedMotion: 'reduce',
    // What a service worker asks for passes no route of a test.
    serviceWorkers: 'block',
    ...options.context,
  });
  context.setDefaultTimeout(WAIT_MS);
  const complaints = [];
  const complain = (text) => {
    if (!(options.allow || []).some((pattern) => pattern.test(text))) complaints.push(text);
  };
  await watch(context, url, complain);
  if (options.init) await context.addInitScript(options.init);
  const page = await context.newPage();
  if (options.config) await context.route(/\/config\.json$/, (route) => route.fulfill({ json: options.config }));
  if (options.prepare) await options.prepare(page, context);
  if (options.goto !== false) await page.goto(url + (options.path || ''));
  const close = async () => {
    // A request that a route still holds ends with its document; without the route it would go to the network.
    for (const one of context.pages()) await one.goto('about:blank');
    // Whatever a route is still fetching for a page that goes is no error.
    for (const one of [context, ...context.pages()]) await one.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
    assert.deepEqual(complaints, [], 'the browser complained');
  };
  return { page, context, url, complaints, close };
}

/** Opens it, and closes it whatever happens; `run` is given what `open` gives. */
export async function opened(options, run) {
  const app = await open(options);
  try {
    await run(app);
  } finally {
    await app.close();
  }
}

/** Waits until a page has fetched all parts of the app, which it does when nobody does anything. */
export async function partsFetched(page) {
  await page.waitForFunction(() => {
    const parts = document.querySelector('script[data-parts]').dataset.parts.split('|');
    const asked = performance.getEntriesByType('resource').filter((one) => one.responseEnd > 0).map((one) => one.name.split('?')[0]);
    const files = parts.flatMap((part) => part.split('=')[1].split('+'));
    // Some have no page (web/boot/parts.mjs).
    const words = parts.filter((part) => !/^(ahead|channel)=/.test(part)).map((part) => `.${part.split('=')[0]}.json`);
    return [...files, ...words].every((file) => asked.some((name) => name.endsWith(file)));
  });
}

/** Something to wait for, and what makes it come. */
export function gate() {
  let open;
  const opened = new Promise((resolve) => {
    open = resolve;
  });
  return [opened, open];
}

/** An error, with where it came about: an address, and the beginning of what is to be read there. */
export function located(error, address, text) {
  error.message += `\n  at ${address}\n  ${text.slice(0, 600)}`;
  return error;
}

/** Hears of everything that is wrong in any page of a context. */
async function watch(context, url, complain) {
  const origin = new URL(url).origin;
  // A violation is no error of a script: only this event tells of it.
  await context.exposeBinding('policyViolated', (_, text) => complain(`policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.policyViolated(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  context.on('weberror', (error) => complain(`error: ${error.error().stack || error.error()}`));
  context.on('console', (message) => {
    // Of a development build: a signal was read where nothing follows it.
    const untracked = message.text().includes('reactive tracking context');
    if (message.type() === 'error' || untracked) complain(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^https?:$/.test(asked.protocol) && asked.origin !== origin) complain(`other origin: ${asked.href}`);
  });
}
