// Which words come with which part of the app: those that only its pages say. Found out from the source, where a page names a
// word as `key::CARD_TITLE`: a list kept by hand would be wrong one day, and the page would say "…".
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const PAGES = 'ui/pages/';
/** What is there from the start, and so its words. */
const CORE = 'home';

/** The functions and constants of a file, by name; what is outside of them counts for each. */
function items(text) {
  const starts = [...text.matchAll(/^(?:pub(?:\([a-z]+\))? )?(?:const )?(?:fn|const|static) (\w+)/gm)];
  return new Map(starts.map((start, at) => [start[1], text.slice(start.index, starts[at + 1]?.index)]));
}

/** The sources, without the tests in them, by path below `src`. */
function sources() {
  const files = readdirSync(join(root, 'src'), { recursive: true }).filter((file) => file.endsWith('.rs'));
  return new Map(files.map((file) => [file, readFileSync(join(root, 'src', file), 'utf8').split('#[cfg(test)]')[0]]));
}

/** The part that a file belongs to. */
function partOf(file, parts) {
  const [, folder] = new RegExp(`^${PAGES}(\\w+)/`).exec(file) ?? [];
  return parts.includes(folder) ? folder : CORE;
}

/** For each part, the constants of the words that it names, directly or through what it calls of another file. */
function named(parts) {
  const files = sources();
  const wording = new Map();
  for (const [file, text] of files) {
    if (file.startsWith(`${PAGES}wording/`)) for (const [name, body] of items(text)) wording.set(name, body);
  }
  const all = new Map([CORE, ...parts].map((part) => [part, new Set()]));
  const take = (text, words, seen, call = /\bwording::(\w+)/g) => {
    for (const [, word] of text.matchAll(/\bkey::([A-Z][A-Z0-9_]*)/g)) words.add(word);
    for (const [, name] of text.matchAll(call)) {
      if (!wording.has(name) || seen.has(name)) continue;
      seen.add(name);
      take(wording.get(name), words, seen, /\b(\w+)\b/g);
    }
  };
  const seen = new Map([...all.keys()].map((part) => [part, new Set()]));
  for (const [file, text] of files) {
    if (file.startsWith(`${PAGES}wording/`)) continue;
    const part = partOf(file, parts);
    take(text, all.get(part), seen.get(part));
    // What a page takes of a page of another part.
    for (const [, other, page] of text.matchAll(/pages::(\w+)::(\w+)/g)) {
      const from = files.get(`${PAGES}${other}/${page}.rs`) ?? files.get(`${PAGES}${other}/mod.rs`);
      if (from && other !== 'wording' && other !== part) take(from, all.get(part), seen.get(part));
    }
  }
  return all;
}

/** The constant of a key. */
const constant = (key) => key.replace(/[.-]/g, '_').toUpperCase();

/**
 * Gives a function that divides a locale: its words for each part, `home` being what is there from the start: the titles of all screens, and whatever no
 * page names by a constant (services, which come as data). A word that several parts say is in each of them.
 */
export function divider(parts) {
  const users = named(parts);
  return (words) => {
    const all = Object.fromEntries([CORE, ...parts].map((part) => [part, {}]));
    for (const [key, word] of Object.entries(words)) {
      const of = parts.filter((part) => users.get(part).has(constant(key)));
      const core = of.length === 0 || users.get(CORE).has(constant(key)) || /^[a-z-]+\.title$/.test(key);
      for (const part of core ? [CORE] : of) all[part][key] = word;
    }
    return all;
  };
}
