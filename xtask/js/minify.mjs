// Makes the scripts of a build older and smaller, and its words smaller, in place. Older: whatever wasm-bindgen comes to
// write, or `boot.js`, runs on the oldest engines the app is for.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { minify } from 'terser';
import { divider } from './words.mjs';

/**
 * ES2018, and `import()` and `import.meta`, which these engines had before the language. Destructuring is in iOS 13, and
 * could not be lowered; it is only late there to refuse a name that is used in its own default.
 */
export const FLOOR = {
  target: ['es2018', 'chrome69', 'ios13'],
  supported: { 'dynamic-import': true, 'import-meta': true, destructuring: true },
  charset: 'utf8'
};

/** The service worker, until xtask/src/offline.rs gives it its name and its list. */
export const SERVICE_WORKER = 'service-worker.js';

/** A script that does the same on the oldest engines. A module's names are its own; a classic script's are global. */
export async function shipped(text, module) {
  const { code } = await transform(text, FLOOR);
  const made = await minify(code, {
    module,
    ecma: 2018,
    compress: { passes: 2, ecma: 2018 },
    mangle: true,
    format: { comments: false }
  });
  return made.code;
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

async function main(folder, parts) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
    const path = join(folder, name);
    // The worker's script is a classic one, and another calls what it defines.
    const module = !/^(worker|adapter-worker|old|service-worker)/.test(name);
    writeFileSync(path, await shipped(readFileSync(path, 'utf8'), module));
  }
  const divided = divider(parts);
  for (const name of readdirSync(join(folder, 'locales')).filter((file) => file.endsWith('.json'))) {
    const path = join(folder, 'locales', name);
    const { home, ...others } = divided(JSON.parse(readFileSync(path, 'utf8')));
    writeFileSync(path, JSON.stringify(nested(home)));
    for (const [part, words] of Object.entries(others)) {
      writeFileSync(path.replace(/json$/, `${part}.json`), JSON.stringify(nested(words)));
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv[2], process.argv[3].split(',').filter(Boolean));
}
