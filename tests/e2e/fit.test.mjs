// Nothing is cut off from 320 to 430 px and at 200 % text, targets are large enough.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, withApp } from './support/app.mjs';
import { DOUBLE, fits } from './support/looks.mjs';
import { SCREENS } from './support/screens.mjs';

const PATHS = SCREENS.filter((screen) => !screen.needsId).map((screen) => screen.path());

/** Android's own text zoom (WebSettings.setTextZoom): every text is larger than its style says, and rem is not. */
const ZOOM = `(() => {
  const sizes = new Map();
  const zoom = () => {
    for (const e of document.querySelectorAll('body, body *')) {
      if (e.style.fontSize && sizes.has(e)) continue;
      sizes.set(e, parseFloat(getComputedStyle(e).fontSize));
    }
    for (const [e, size] of sizes) e.style.fontSize = size * 1.5 + 'px';
  };
  window.zoomText = zoom;
})()`;

const LOOKS = [
  [320, 800, 'standard'],
  [360, 800, 'standard'],
  [430, 800, 'standard'],
  // On its side, with what a keyboard leaves of it.
  [800, 360, 'standard'],
  [320, 800, 'elder'],
  [360, 800, 'double'],
  [360, 800, 'zoomed'],
];

async function elder(app) {
  await app.goto('/settings');
  await app.choose('settings.elder');
}

async function opens(app, path) {
  // The heading of the page before is there too.
  await app.arrives(path);
  await app.loaded();
}

for (const lang of LANGUAGES) {
  for (const [width, height, text] of LOOKS) {
    test(`${lang}: ${width} x ${height} px, text ${text}`, () =>
      withApp({ lang, viewport: { width, height } }, async (app) => {
        if (text === 'zoomed') await app.page.evaluate(ZOOM);
        await app.become('flexible');
        if (text === 'elder') await elder(app);
        if (text === 'double') await app.page.evaluate(DOUBLE);
        for (const path of PATHS) {
          await opens(app, path);
          if (text === 'zoomed') await app.page.evaluate('zoomText()');
          await fits(app.page, path);
          if (text !== 'zoomed') continue;
          await app.page.reload();
          await app.page.evaluate(ZOOM);
          await app.page.getByRole('heading', { level: 1 }).first().waitFor();
          await app.loaded();
        }
      }));
  }
}

/** In the page: what has the focus, if something lies over all of it but its own parts. */
const covered = () => {
  const own = document.activeElement;
  const box = own.getBoundingClientRect();
  const seen = [0.1, 0.5, 0.9].some((part) => {
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height * part);
    return there && (own.contains(there) || there.contains(own) || there.closest('label')?.control === own);
  });
  return own === document.body || seen ? undefined : own.outerHTML.slice(0, 200);
};

for (const text of ['standard', 'elder']) {
  test(`what has the focus is not covered by a bar, forwards and backwards, text ${text}`, () =>
    withApp({ lang: 'en', viewport: { width: 360, height: 640 } }, async (app) => {
      await app.become('flexible');
      if (text === 'elder') await elder(app);
      for (const path of PATHS) {
        await opens(app, path);
        const all = await app.page.evaluate(() => document.querySelectorAll('a[href], button, input, select').length);
        for (const key of ['Tab', 'Shift+Tab']) {
          for (let n = 0; n < all; n += 1) {
            await app.page.keyboard.press(key);
            assert.equal(await app.page.evaluate(covered), undefined, `${path}, ${key} ${n}`);
          }
        }
      }
    }));
}
