// Gives what the wasm takes from its script a short name, in both files. wasm-bindgen's names end in sixteen
// digits of a hash, which no compression makes smaller, and nobody but these two files reads them.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Reader, leb, named, sections } from './wasm.mjs';

const IMPORTS = 2;

/** The script and the module with short names for what one takes from the other. */
function shortened(script, wasm) {
  let text = script;
  const short = new Map();
  // Each name is the key of one line in the object that the script hands to the module.
  const rename = (key, to) => {
    if (short.has(key)) return;
    const line = new RegExp(`^(\\s*)${key.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}: `, 'gm');
    const times = (text.match(line) || []).length;
    if (times !== 1) throw new Error(`${key} is in the script ${times} times`);
    text = text.replace(line, (_, indent) => `${indent}${to}: `);
    short.set(key, to);
  };
  const modules = new Map();
  const out = [wasm.subarray(0, 8)];
  for (const { kind, body, whole } of sections(wasm)) {
    if (kind !== IMPORTS) {
      out.push(whole);
      continue;
    }
    const imports = new Reader(body);
    const count = imports.number();
    const all = [leb(count)];
    for (let at = 0; at < count; at += 1) {
      const [from, name] = [imports.name(), imports.name()];
      if (!modules.has(from)) modules.set(from, `m${modules.size}`);
      const field = `i${at.toString(36)}`;
      rename(`"${from}"`, modules.get(from));
      rename(name, field);
      all.push(named(modules.get(from)), named(field), imports.description());
    }
    const made = Buffer.concat(all);
    out.push(Buffer.from([IMPORTS]), leb(made.length), made);
  }
  return { script: text, wasm: Buffer.concat(out) };
}

const [folder] = process.argv.slice(2);
for (const name of readdirSync(folder).filter((file) => file.endsWith('_bg.wasm'))) {
  const [wasm, script] = [join(folder, name), join(folder, name.replace('_bg.wasm', '.js'))];
  const made = shortened(readFileSync(script, 'utf8'), readFileSync(wasm));
  if (!WebAssembly.validate(made.wasm)) throw new Error(`${name} is no longer valid`);
  writeFileSync(script, made.script);
  writeFileSync(wasm, made.wasm);
}
