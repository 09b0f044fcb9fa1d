// Puts a brotli copy (.br, best quality) beside every text and wasm file of a folder.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const kinds = /\.(html|css|js|json|wasm|svg|txt)$/;

function walk(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      walk(path);
    } else if (kinds.test(name)) {
      const bytes = readFileSync(path);
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length
      };
      writeFileSync(path + '.br', brotliCompressSync(bytes, { params }));
    }
  }
}

walk(process.argv[2]);
