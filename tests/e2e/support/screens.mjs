// The screens of the app, from the table of its core: a screen that is added there is in every test that goes through
// them all.

import { readFileSync } from 'node:fs';

const table = readFileSync(new URL('../../../crates/journey/src/screens.rs', import.meta.url), 'utf8');
const ROW = /named ("[a-z-]+"|stage\.name\(\)), in [\w:]+, at "([^"]+)", (public|personal|either),[^;]*;/g;

/** What stands in the place of a parameter. An id is the backend's: whoever needs one has it from there. */
const SAMPLES = { insurance: 'pension', year: '2025', month: '2025-03', kind: 'stop-contributions' };

/**
 * Every screen of a release: its name, the path of a sample (`id` of an application, where one is needed), who sees it,
 * and whether it loads something. Of an application's steps the first one is there.
 */
export const SCREENS = [...table.matchAll(ROW)]
  .map(([row, name, address, access]) => ({
    name: name.startsWith('"') ? name.slice(1, -1) : 'apply-eligibility',
    path: (id) =>
      address.replace('/{stage}', '').replace(/\{(\w+)\}/g, (_, param) => {
        const value = param === 'id' ? id : SAMPLES[param];
        if (value === undefined) throw new Error(`${address}: what is ${param}?`);
        return value;
      }),
    needsId: address.includes('{id}'),
    personal: access === 'personal',
    loads: row.includes('loads ')
  }))
  .filter(({ name }) => name !== 'gallery');

if (SCREENS.length < 20) throw new Error(`${SCREENS.length} screens: is their table written in another way?`);
