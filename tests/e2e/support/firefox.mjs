// Firefox, as a phone's screen wide: another engine than the one in which most is tested. Over WebDriver BiDi, which the
// browser itself speaks.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import puppeteer from 'puppeteer-core';
import { WAIT_MS, located } from './browser.mjs';
import { baseUrl } from './server.mjs';

let launched;

function launch() {
  launched ??= puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr',
    headless: true,
    // As in Chromium: what moves would have to be waited for at each step. tests/e2e/taps.test.mjs looks at that.
    extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
    defaultViewport: { width: 360, height: 800 },
  });
  return launched;
}

after(async () => {
  if (launched) await (await launched).close();
});

/** A page of Firefox's, as `hands.mjs` wants one. */
const found = (page) =>
  Object.assign(page, {
    one: (role, name) => page.locator(`::-p-aria([name="${name}"][role="${role}"])`),
    text: (text) => page.locator(`::-p-text(${text})`),
    field: (selector) => page.locator(selector),
  });

/**
 * What a reload breaks off while it is being loaded, the wasm of the backend for one, Firefox reports as an error of the page,
 * and the page that is going says that it could not be opened.
 */
const BROKEN_OFF =
  /^Error: (NS_BINDING_ABORTED: |(wasm|script|words|config): TypeError: NetworkError .*|Failed to load ‘.*’. A ServiceWorker intercepted the request and encountered an unexpected error.)$/;

/**
 * Opens the app (`path` after its address), closes it whatever happens, and fails if the browser complained. `run` is given
 * the page. `reloads` says that it may be loaded anew at any moment.
 */
export async function openedInFirefox({ path = '?lang=en', reloads = false }, run) {
  const context = await (await launch()).createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  const complaints = [];
  // An error that is written to the console comes without its words.
  await page.evaluateOnNewDocument(() => {
    const { error } = console;
    console.error = (...said) => error(...said.map(String));
  });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await page.goto((await baseUrl()) + path);
    await page.locator('#app > :not(#first) h1').wait();
    await run(found(page));
    // Before it is closed, which breaks off what is still being loaded.
    const wrong = complaints.filter((one) => !(reloads && BROKEN_OFF.test(one)));
    assert.deepEqual(wrong, [], 'the browser complained');
  } catch (error) {
    throw located(error, page.url(), await page.evaluate(() => document.body.innerText).catch(() => ''));
  } finally {
    await context.close();
  }
}
