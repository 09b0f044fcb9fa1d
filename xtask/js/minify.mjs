// Makes the scripts and the words of a build smaller, in place. Scripts not newer: they run on old engines.
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

/** The words with what their names begin with alike said once: `{ "a.b": 1, "a.c": 2 }` is `{ "a": { "b": 1, "c": 2 } }`. */
function nested(words) {
  const known = new Set(Object.keys(words));
  const all = {};
  for (const [name, word] of Object.entries(words)) {
    const parts = name.split('.');
    let here = all;
    let before = '';
    while (parts.length > 1 && !known.has(before + parts[0])) {
      before += `${parts[0]}.`;
      here = here[parts[0]] ??= {};
      parts.shift();
    }
    here[parts.join('.')] = word;
  }
  return all;
}

for (const name of readdirSync(join(folder, 'locales')).filter((file) => file.endsWith('.json'))) {
  const path = join(folder, 'locales', name);
  writeFileSync(path, JSON.stringify(nested(JSON.parse(readFileSync(path, 'utf8')))));
}
