// Puts a brotli copy (.br, best quality) beside every text and wasm file of a folder.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [folder] = process.argv.slice(2);
const kinds = /\.(html|css|js|json|wasm|svg|txt)$/;

for (const name of readdirSync(folder, { recursive: true }).filter((file) => kinds.test(file))) {
  const path = join(folder, name);
  const bytes = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length
  };
  writeFileSync(path + '.br', brotliCompressSync(bytes, { params }));
}
