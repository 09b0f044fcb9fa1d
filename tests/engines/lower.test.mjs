// The build makes scripts as old as the engine floor wants them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { shipped } from '../../xtask/js/minify.mjs';
import { scan } from './support/script.mjs';

const NEWER = `
  class Kept { #hidden = 3; static made = 4; get() { return this.#hidden; } }
  let maybe = null;
  maybe ??= { deep: 5 };
  const lost = (() => { try { throw 1; } catch { return undefined; } })();
  var result = [new Kept().get(), Kept.made, maybe?.deep, lost?.deep ?? 6, 1_0, 2 ** 3];
`;

test('newer syntax is lowered, and does the same', async () => {
  assert.throws(() => scan(NEWER, 'script'), SyntaxError);
  const text = await shipped(NEWER, false);
  assert.deepEqual([...scan(text, 'script')], []);
  const context = {};
  vm.runInNewContext(text, context);
  assert.deepEqual([...context.result], [3, 4, 5, 6, 10, 8]);
});

test('what the floor had before the language stays', async () => {
  const text = await shipped('export const a = import(new URL("b", import.meta.url).href);', true);
  assert.match(text, /import\(/);
  assert.match(text, /import\.meta\.url/);
});
