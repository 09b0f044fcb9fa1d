// What a style sheet needs that the engine floor may not have: at-rules, media features, selectors, properties,
// and in values keywords, functions and units. A declaration that an engine does not know is dropped, so a newer one
// passes where the same rule has an older one of that property before it.

import { generate, parse, walk } from 'css-tree';
import { bcd, known, lacking } from './data.mjs';

const { properties, selectors, types } = bcd.css;
const atRules = bcd.css['at-rules'];
const own = (object, name) => (object && Object.hasOwn(object, name) ? object[name] : undefined);

/** Other names of properties: with the prefix of an engine, or what they were called before. */
const names = new Map();
for (const [name, { __compat }] of Object.entries(properties)) {
  for (const said of Object.values((__compat || {}).support || {}).flat()) {
    if (said.prefix) names.set(said.prefix + name, name);
    if (said.alternative_name) names.set(said.alternative_name, name);
  }
}
// Of these the data has only the present name.
names.set('word-wrap', 'overflow-wrap');
names.set('grid-gap', 'gap');

const { length } = types;
const VIEWPORT = {
  d: length.viewport_percentage_units_dynamic,
  l: length.viewport_percentage_units_large,
  s: length.viewport_percentage_units_small,
};

function unit(name) {
  const sized = /^([dls])v[hwib]|^[dls]vm(in|ax)/.exec(name);
  if (sized) return VIEWPORT[name[0]];
  if (/^cq/.test(name)) return length.container_query_length_units;
  return own(length, name);
}

/** Functions of values: some have data of their own, some as part of a type (`rgb()` of colours). */
function called(name) {
  const parts = Object.values(types).concat(Object.values(types.image || {}));
  return [own(types, name), ...parts.map((type) => own(type, name))].map(known).filter(Boolean);
}

/** What of a value the floor lacks. */
function inValue(property, value, found) {
  const of = own(properties, property);
  walk(value, (node) => {
    if (node.type === 'Identifier' && !node.name.startsWith('--')) {
      const said = known(own(of, node.name)) || known(own(types.global_keywords, node.name));
      if (said) found(`${property}: ${node.name}`, [said]);
    } else if (node.type === 'Function') {
      const said = known(own(of, node.name)) ? [own(of, node.name)] : called(node.name);
      found(`${node.name}()`, said);
    } else if (node.type === 'Dimension') {
      const said = known(unit(node.unit.toLowerCase()));
      if (said) found(node.unit, [said]);
    }
  });
}

/** Space between items is older in a grid than in a row of boxes. */
function gaps(property, declared) {
  if (!/^(row-|column-)?gap$/.test(property)) return [];
  const grid = declared.some(([name, value]) => name === 'display' && /grid/.test(value));
  return grid ? [] : [properties[property].flex_context].filter(known);
}

function inDeclaration(node, declared) {
  const needs = [];
  const note = (name, features) => {
    if (features.length > 0) needs.push([name, features]);
  };
  const data = known(own(properties, node.property));
  if (data) note(node.property, [data]);
  // Where there is no such property, there are none of its values.
  if (!data || lacking(data).length === 0) inValue(node.property, node.value, note);
  if (node.property.startsWith('--')) return needs;
  note(`${node.property} in flex`, gaps(node.property, declared));
  // Under an older name an engine takes it, or drops it.
  if (!data && !names.has(node.property)) needs.push([node.property, undefined]);
  return needs;
}

function inRule(block, found) {
  const nodes = block.children.toArray();
  const declared = nodes.filter((node) => node.type === 'Declaration').map((node) => [node.property, generate(node.value)]);
  const passed = new Set();
  for (const node of nodes) {
    if (node.type === 'Rule') found('nesting', [selectors.nesting]);
    if (node.type !== 'Declaration') continue;
    const needs = inDeclaration(node, declared);
    const has = ([, features]) => features && features.some((feature) => lacking(feature).length === 0);
    if (needs.every(has)) passed.add(names.get(node.property) || node.property);
    // What a variable holds has nothing to fall back on.
    else if (node.property.startsWith('--') || !passed.has(node.property)) needs.forEach(([name, features]) => found(name, features));
  }
}

function inSelector(node, found) {
  if (!/^Pseudo(Class|Element)Selector$/.test(node.type)) return;
  const said = known(own(selectors, node.name));
  found(`:${node.name}`, said ? [said] : undefined);
}

/** Everything of that sheet which the floor lacks, and of which the data knows nothing: by name, with the versions. */
export function scan(text) {
  const lacks = new Map();
  const found = (name, features) => {
    if (!features) lacks.set(name, 'not in the data');
    const missing = (features || []).map(lacking);
    if (missing.length > 0 && missing.every((one) => one.length > 0)) lacks.set(name, missing[0].join(', '));
  };
  const onParseError = (error) => lacks.set(error.message, 'not understood');
  const tree = parse(text, { parseCustomProperty: true, onParseError });
  walk(tree, (node) => {
    if (node.type === 'Atrule') {
      const said = known(own(atRules, node.name));
      found(`@${node.name}`, said ? [said] : undefined);
    } else if (node.type === 'Feature') {
      const bare = node.name.replace(/^(min|max)-/, '');
      const said = known(own(atRules.media, bare)) || known(own(atRules.media, node.name));
      found(`@media (${node.name})`, said ? [said] : undefined);
    } else if (node.type === 'FeatureRange') {
      found('@media with a range', [atRules.media.range_syntax]);
    } else if (node.type === 'Rule') {
      inRule(node.block, found);
    }
    inSelector(node, found);
  });
  return lacks;
}
