// The code of the card can be read by a scanner whatever an engine does to the colours of the page (issue 10, point 23).

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { withApp } from './support/app.mjs';

const JSQR = createRequire(import.meta.url).resolve('jsqr');

/** The modules of white around a code. */
const QUIET = 4;

/** In a page with the decoder: what a picture says, and how bright its margin is where it is darkest, from 0 to 255. */
const decode = async ([picture, margin]) => {
  const blob = await (await fetch(`data:image/png;base64,${picture}`)).blob();
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const found = window.jsQR(data, width, height, { inversionAttempts: 'dontInvert' });
  // The code is a square in the middle of the picture.
  const side = Math.min(width, height);
  const room = Math.floor(side * margin) - 1;
  const [left, top] = [(width - side) / 2, (height - side) / 2];
  let darkest = 255;
  // But for its edge, which may share its pixels with what is beside it.
  for (let y = Math.ceil(top) + 2; y < top + side - 2; y += 1) {
    for (let x = Math.ceil(left) + 2; x < left + side - 2; x += 1) {
      const inside = x > left + room && x < left + side - room && y > top + room && y < top + side - room;
      if (!inside) darkest = Math.min(darkest, data[4 * (y * width + x)]);
    }
  }
  return { text: found && found.data, darkest };
};

const LOOKS = {
  'in the light look': {},
  'in the dark look': { colorScheme: 'dark' },
  'in forced colours': { context: { forcedColors: 'active' } },
  'in forced colours, dark': { colorScheme: 'dark', context: { forcedColors: 'active' } },
  'where the engine makes pages dark': { forcedDark: true },
};

for (const [name, { forcedDark, ...options }] of Object.entries(LOOKS)) {
  test(`the code of the card is dark on white with its quiet zone, ${name}`, () =>
    withApp({ way: 'server', as: 'flexible', ...options }, async (app) => {
      if (forcedDark) {
        const session = await app.context.newCDPSession(app.page);
        await session.send('Emulation.setAutoDarkModeOverride', { enabled: true });
      }
      const code = app.page.locator('.qr__code');
      const payloads = [];
      await app.page.route((url) => url.pathname === '/v1/card/code', async (route) => {
        const response = await route.fetch();
        payloads.push((await response.json()).payload);
        await route.fulfill({ response });
      });
      await app.goto('/card', 'card.title');
      await app.sees('card.code-hint');
      const side = Number((await code.getAttribute('viewBox')).split(' ')[2]);
      const picture = (await code.screenshot(process.env.SHOT ? { path: process.env.SHOT } : {})).toString('base64');
      const other = await app.context.newPage();
      await other.addScriptTag({ path: JSQR });
      const { text, darkest } = await other.evaluate(decode, [picture, QUIET / side]);
      assert.ok(payloads.includes(text), `${text} is none of ${payloads}`);
      assert.ok(darkest > 230, `the quiet zone is white: ${darkest}`);
      if (forcedDark) {
        // The page around it is dark, or this says nothing.
        const around = await app.page.locator('.nav-bar').screenshot();
        const ground = await other.evaluate(decode, [around.toString('base64'), 0.2]);
        assert.ok(ground.darkest < 100, 'the page is made dark');
      }
    }));
}
