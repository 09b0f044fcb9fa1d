// Makes the modules of web/boot, of web/embedder and of web/offline into scripts, in the folder of a build. `boot.js` loads
// `embedder.js` only where somebody may embed the app, `drawn.js` and `offline.js` when the app is drawn.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { FLOOR, SERVICE_WORKER } from './minify.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** By the name of the script: the module that imports all others. */
export const ENTRIES = {
  'boot.js': 'web/boot/boot.mjs',
  'drawn.js': 'web/boot/drawn.mjs',
  'embedder.js': 'web/embedder/start.mjs',
  'offline.js': 'web/offline/page.mjs',
  [SERVICE_WORKER]: 'web/offline/worker.mjs'
};

/**
 * The text of a script: one ES module without a static import; the service worker is a classic script, as only newer engines
 * take a module there. The modules run in the order of their imports. A dynamic import of an address that is only known at
 * run time stays as it is.
 */
export async function bundled(name) {
  const made = await build({
    ...FLOOR,
    absWorkingDir: root,
    entryPoints: [ENTRIES[name]],
    bundle: true,
    format: name === SERVICE_WORKER ? 'iife' : 'esm',
    write: false
  });
  if (made.warnings.length > 0) throw new Error(`${name}: ${made.warnings[0].text}`);
  return made.outputFiles[0].text;
}

async function main(folder) {
  for (const name of Object.keys(ENTRIES)) writeFileSync(join(folder, name), await bundled(name));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv[2]);
