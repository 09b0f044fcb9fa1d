// Makes the scripts of a build smaller, in place. Not newer: they run on old engines.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify } from 'terser';

const folder = process.argv[2];
for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
  const path = join(folder, name);
  // The worker's script is a classic one, and another calls what it defines.
  const module = !/^(worker|adapter-worker|old)/.test(name);
  const made = await minify(readFileSync(path, 'utf8'), {
    module,
    ecma: 2018,
    compress: { passes: 2, ecma: 2018 },
    mangle: true,
    format: { comments: false }
  });
  writeFileSync(path, made.code);
}
