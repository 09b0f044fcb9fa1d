// What the package says of itself in types, as an integrator would use it; and the mini-programs of the examples by the types
// that their platforms publish: whatever they call is there, under that name and with those members.

import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const compiler = join(here, '../../../node_modules/typescript/bin/tsc');

for (const name of ['package', 'wechat', 'alipay']) {
  test(`types: ${name}`, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, '-p', join(here, `types/tsconfig.${name}.json`)], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
  });
}
