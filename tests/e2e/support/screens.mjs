// The screens of the app, from the table of its core: a screen that is added there is in every test that goes through
// them all.

import { readFileSync } from 'node:fs';

const table = readFileSync(new URL('../../../crates/journey/src/screens.rs', import.meta.url), 'utf8');
const ROW = /named ("[a-z-]+"|stage\.name\(\)), in (\w+)[\w:]*, at "([^"]+)", (public|personal|either),[^;]*;/g;

/** What stands in the place of a parameter. An id is the backend's: whoever needs one has it from there. */
const SAMPLES = { insurance: 'pension', year: '2026', month: '2026-03', kind: 'stop-contributions' };

/**
 * What a screen asks for by itself, one operation after the other, and what is on it in the end: a word, or a text of the
 * contract's examples. Nothing where there is nothing to try: Card Cancellation stands without the backend, and a month is
 * a part of the record.
 */
const DATA = {
  // Every page asks for the cities, so this one comes first.
  cities: [['listCities'], 'Lakeside'],
  me: [['getSession'], 'me.sign-out'],
  home: [['listServices'], 'Ferry pass'],
  card: [['getCard', 'createCardCode'], 'card.code-hint'],
  record: [['getContributionSummary', 'listContributions'], 'record.year-posted'],
  month: [],
  'card-services': [['listCardServices'], 'card-services.state'],
  cancellation: [],
  'apply-eligibility': [['checkApplication'], 'apply-eligibility.yes'],
  applications: [['listApplications'], 'applications.empty'],
  application: [['getApplication'], 'kind.stop-contributions'],
  'access-log': [['getAccessLog'], 'actor.agency'],
  sessions: [['listSessions'], 'sessions.here'],
};

/**
 * Every screen of a release: its name, the path of a sample (`id` of an application, where one is needed), the part of the
 * app that it comes with (`home`: from the start), who sees it, whether it loads something, what it asks for and what is there then. Of an application's steps the first one is there.
 */
export const SCREENS = [...table.matchAll(ROW)]
  .map(([row, name, part, address, access]) => ({
    name: name.startsWith('"') ? name.slice(1, -1) : 'apply-eligibility',
    path: (id) =>
      address.replace('/{stage}', '').replace(/\{(\w+)\}/g, (_, param) => {
        const value = param === 'id' ? id : SAMPLES[param];
        if (value === undefined) throw new Error(`${address}: what is ${param}?`);
        return value;
      }),
    part,
    needsId: address.includes('{id}'),
    personal: access === 'personal',
    loads: row.includes('loads ')
  }))
  .map((screen) => {
    const [asks, content] = DATA[screen.name] || [];
    return { ...screen, asks, content };
  })
  .filter(({ name }) => name !== 'gallery');

/** Those that are tried with answers that fail, in the order in which they are. */
export const ASKING = Object.keys(DATA)
  .map((name) => SCREENS.find((screen) => screen.name === name))
  .filter(({ asks }) => asks);

for (const { name, personal, loads, needsId } of SCREENS) {
  if (personal && loads && !needsId && !DATA[name]) throw new Error(`${name}: what is on it once its data are there?`);
}
if (SCREENS.length < 20) throw new Error(`${SCREENS.length} screens: is their table written in another way?`);
