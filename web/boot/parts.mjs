// The parts of the app: each is wasm that shares the memory and the function table of the main one, style sheets, and words.

import { panel, slowNote } from './failure.mjs';
import { at, build, get } from './files.mjs';
import { languages, tagOf, words } from './language.mjs';
import { CHANNEL } from './worker.mjs';

/** Parts that have no page, and so no words: what speaks to a worker, and what a page looks like before it is gone to. */
const OF_NO_PAGE = /^(ahead|channel)$/;

/** Pages of memory that a file of a part has for its stack, and the bytes of a page. */
const STACK_PAGES = 4;
const PAGE = 65536;
/** Between the words of several files (RFC 7464), for src/words. */
const SEPARATOR = '\x1e';

/** The files of each part: `card=a.wasm+b.wasm+c.css|apply=...`. A build that is one piece has none. */
const files = new Map(
  (build.parts || '').split('|').filter(Boolean).map((part) => {
    const [name, list] = part.split('=');
    return [name, list.split('+')];
  })
);
const texts = new Map();
const instances = new Map();
/** The parts asked for so far: another language needs their words too. */
const wanted = new Set();
/** Takes the wasm exports of the main part, once it has started. */
export let started;
const starting = new Promise((resolve) => {
  started = resolve;
});

/** Keeps what `make` promises by its name, unless it comes to nothing. */
function once(kept, name, make) {
  if (!kept.has(name)) {
    const made = make();
    kept.set(name, made);
    made.catch(() => kept.delete(name));
  }
  return kept.get(name);
}

/**
 * Promises that a style sheet is applied. The sheet that parts share stands before those of the parts, whichever comes first:
 * of rules that are alike in weight those of a page hold, not those of a component.
 */
const applied = (file) =>
  new Promise((resolve, reject) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = at(file);
    sheet.onload = () => resolve();
    sheet.onerror = () => {
      sheet.remove();
      reject();
    };
    (/^shared/.test(file) ? slowNote : panel).before(sheet);
  });

/** Promises that a file takes part in the app. In which order files come does not matter: none runs anything by itself. */
const linked = (file) =>
  once(instances, file, () => {
    // A style sheet changes nothing that is drawn before.
    if (/css$/.test(file)) {
      return applied(file);
    }
    const compiled = get(file, 'part').then((answer) => answer.arrayBuffer()).then((bytes) => WebAssembly.compile(bytes));
    return Promise.all([compiled, starting]).then(([module, main]) => {
      const top = (main.memory.grow(STACK_PAGES) + STACK_PAGES) * PAGE;
      const shared = { memory: main.memory, __indirect_function_table: main.__indirect_function_table, __stack_pointer: top };
      return WebAssembly.instantiate(module, { __wasm_split: shared });
    });
  });

/**
 * Fetches and links all that is not here yet, one thing after another, for somebody who speaks that language. Promises the end. Whatever
 * does not come is asked for again when it is needed.
 */
export function prefetch(tag) {
  const all = [];
  // The first formatter of a language takes an engine tens of milliseconds: not while somebody waits for a page.
  new Intl.DateTimeFormat(tag, { timeZone: 'Asia/Shanghai', month: 'short', hour: '2-digit' }).format(0);
  files.forEach((list, part) => {
    if (part !== CHANNEL) {
      list.forEach((file) => all.push(() => linked(file)));
    }
    if (!OF_NO_PAGE.test(part)) {
      all.push(() => wordsOf(part, tag));
    }
  });
  return all.reduce((before, next) => before.then(next), Promise.resolve());
}

/** Promises the words of a language, with those of all parts asked for so far. */
export function spoken(tag, name) {
  return Promise.all([words(tag, name)].concat(Array.from(wanted, (part) => wordsOf(part, tag)))).then((all) =>
    all.join(SEPARATOR)
  );
}

/** Promises the words of a part: nothing more than a language has at once in a city's own, or a build of one piece. */
const wordsOf = (part, tag) =>
  files.has(part) && languages({}).some((one) => tagOf(one) === tag)
    ? once(texts, tag + '.' + part, () => words(tag + '.' + part))
    : Promise.resolve('{}');

/** Promises that the files of a part are here. */
export const link = (name) => Promise.all((files.get(name) || []).map(linked)).then(() => '');

/** Promises that a part is here: its words in a language. */
export function part(name, tag) {
  wanted.add(name);
  return Promise.all([wordsOf(name, tag), link(name)]).then(([text]) => text);
}
