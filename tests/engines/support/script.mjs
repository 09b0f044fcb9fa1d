// What a shipped script needs that the engine floor may not have: its syntax by a parser that is told the year,
// its globals and members by their names.
//
// A script says nothing of types. So `x.name` is held against every interface that has a `name`: if the floor has
// any of them, it passes. What is asked of a global (`AbortSignal.timeout`, `navigator.locks`) is held against that
// very interface.

import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { bcd, known, lacking } from './data.mjs';

const { api, javascript, webassembly } = bcd;
const wasm = webassembly.api;

/** Where things are of which a page or a worker has one. */
const ONE = {
  crypto: 'Crypto',
  document: 'Document',
  history: 'History',
  indexedDB: 'IDBFactory',
  localStorage: 'Storage',
  location: 'Location',
  navigator: 'Navigator',
  performance: 'Performance',
  self: 'Window',
  sessionStorage: 'Storage',
  window: 'Window',
};
/** What a name may belong to if it is used without an owner. */
const SCOPES = ['Window', 'WorkerGlobalScope', 'DedicatedWorkerGlobalScope'];

const interfaces = [...Object.values(api), ...Object.values(javascript.builtins), ...Object.values(wasm)];
const nested = [javascript.builtins.Intl, ...Object.values(javascript.builtins.Intl)];
const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);

function onGlobal(name) {
  const said = [javascript.builtins, api].map((all) => known(own(all, name)));
  return [...said, ...SCOPES.map((scope) => known(own(api[scope], name)))].filter(Boolean);
}

function onInterface(name, member) {
  if (name === 'WebAssembly') return [known(wasm[`${member}_static`]), known(own(wasm, member))].filter(Boolean);
  if (name === 'window' || name === 'self') return onGlobal(member);
  const of = [own(javascript.builtins, name), own(api, own(ONE, name) || name)].filter(Boolean);
  return of.flatMap((one) => [known(own(one, `${member}_static`)), known(own(one, member))]).filter(Boolean);
}

const members = new Map();

function anywhere(member) {
  if (!members.has(member)) {
    const said = [...interfaces, ...nested].flatMap((one) => [own(one, member), own(one, `${member}_static`)]);
    members.set(member, [...said.map(known).filter(Boolean), ...onGlobal(member)]);
  }
  return members.get(member);
}

/** `import()` and `import.meta` are of 2020 in the language, and older in engines: put aside for the parser. */
function withoutImports(text, found) {
  const year2020 = parse(text, { ecmaVersion: 2020, sourceType: 'module' });
  const letters = [...text];
  if (letters.length !== text.length) throw new Error('positions are not those of characters');
  const blank = (start, end) => letters.splice(start, end - start, ...'_'.repeat(end - start));
  full(year2020, (node) => {
    if (node.type === 'ImportExpression') {
      found('import()', [javascript.operators.import]);
      blank(node.start, node.start + 'import'.length);
    } else if (node.type === 'MetaProperty' && node.meta.name === 'import') {
      found('import.meta', [javascript.operators.import_meta]);
      blank(node.start, node.end);
    }
  });
  return letters.join('');
}

const named = (node) => (node.computed ? node.property.type === 'Literal' && String(node.property.value) : node.property.name);

/** Everything of that script which the floor lacks: by name, with the versions. Throws for syntax after 2018. */
export function scan(text, sourceType) {
  const lacks = new Map();
  // It passes if the floor has one of them.
  const found = (name, features) => {
    const missing = features.map(lacking);
    if (missing.length > 0 && missing.every((one) => one.length > 0)) lacks.set(name, missing[0].join(', '));
  };
  const tree = parse(withoutImports(text, found), { ecmaVersion: 2018, sourceType });
  const asked = new Set();
  full(tree, (node) => {
    if (node.type === 'UnaryExpression' && node.operator === 'typeof') asked.add(node.argument);
    if (node.type === 'Literal' && node.regex && /\(\?<[=!]/.test(node.regex.pattern)) {
      found('lookbehind', [javascript.regular_expressions.lookbehind_assertion]);
    }
  });
  full(tree, (node) => {
    if (node.type === 'Identifier' && !asked.has(node)) found(node.name, onGlobal(node.name));
    if (node.type === 'Identifier' && (node.name === 'eval' || node.name === 'Function')) lacks.set(node.name, 'barred by the policy');
    if (node.type === 'NewExpression' && node.callee.type === 'Identifier') {
      const { name } = node.callee;
      found(`new ${name}`, onInterface(name, name));
    }
    if (node.type !== 'MemberExpression' || !named(node)) return;
    const [object, member] = [node.object.type === 'Identifier' && node.object.name, named(node)];
    const exact = object ? onInterface(object, member) : [];
    found(exact.length > 0 ? `${object}.${member}` : member, exact.length > 0 ? exact : anywhere(member));
  });
  return lacks;
}
