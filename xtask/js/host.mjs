// Writes the modules of host/ as one: `boot.js` loads it with one request, and only in a host. They import each other by
// single lines, and no two of them have a name at their top level in common; anything else is refused here.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const IMPORT = /^import \{ [\w, ]+ \} from '(\.\/\w+\.mjs)';$/;
const DECLARED = /^(?:export )?(?:function|const|let|class) (\w+)/;

/** The module at a path with all that it imports, each once and before it is used. */
export function joined(path) {
  const done = new Set();
  const names = new Map();
  const parts = [];
  const visit = (file) => {
    if (done.has(file)) return;
    done.add(file);
    const own = [];
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const from = IMPORT.exec(line);
      if (from) {
        visit(join(dirname(file), from[1]));
        continue;
      }
      if (/^import\b|\bimport\(|^export (default|\{|\*)/.test(line)) throw new Error(`${file}: ${line}`);
      const name = DECLARED.exec(line);
      if (name && names.has(name[1])) throw new Error(`${file} and ${names.get(name[1])} both have ${name[1]}`);
      if (name) names.set(name[1], file);
      own.push(line.replace(/^export /, ''));
    }
    parts.push(own.join('\n'));
  };
  visit(path);
  return parts.join('\n') + '\nexport { start };\n';
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(process.argv[3], joined(process.argv[2]));
