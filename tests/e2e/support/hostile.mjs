// A server that speaks the contract, and spoils its answers on demand: over a real connection, as no route of the browser's
// can be slow or break off.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import YAML from 'yaml';
import { listening } from './ports.mjs';
import { baseUrl } from './server.mjs';

const contract = join(dirname(fileURLToPath(import.meta.url)), '../../../crates/contract/openapi.yaml');
const MB = 1024 * 1024;

/** Every operation of the contract: its id, method, path as a pattern, and an example of its success. */
export function operations() {
  const document = YAML.parse(readFileSync(contract, 'utf8'));
  const pointed = ({ $ref }) => $ref.slice(2).split('/').reduce((here, part) => here[part], document);
  const resolve = (value) => (value?.$ref ? pointed(value) : value);
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const [, success] = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
      const [example] = Object.values(success.content?.['application/json'].examples ?? {});
      const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '(?!check$)[^/]+')}$`);
      return { id: operation.operationId, method: method.toUpperCase(), path: pattern, example: resolve(example)?.value };
    }),
  );
}

const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
const text = (en) => ({ en, 'zh-CN': en });
const session = () => ({
  citizen: 'c1',
  name: '示*',
  id_number: '9900**********0018',
  city: 'lakeside',
  payer: 'flexible',
  signed_in_at: at(-60),
  expires_at: at(9000),
  idle_seconds: 900,
});
const application = (state) => ({
  id: 'ap-1',
  number: 'SL20260101000007',
  kind: 'stop_contributions',
  state,
  city: 'lakeside',
  submitted_at: at(-5),
  withdrawable: state === 'submitted',
  timeline: [{ state, at: at(-5), actor: 'citizen' }],
  checksum: '9b74c9897bac770f',
});
const month = { insurance: 'pension', month: '2025-01', state: 'posted', kind: 'regular', city: 'lakeside' };

/**
 * The right answers that depend on the time, on what has been done so far, or on what a page shows of them. All others are the
 * example in the contract.
 */
const RIGHT = {
  signIn: session,
  getSession: session,
  signOut: () => undefined,
  listCities: () => ({
    items: [
      {
        id: 'lakeside',
        name: text('Lakeside'),
        region: text('Example Province'),
        pinyin: 'hupan',
        popular: true,
        help_line: '12333',
        medical_help_line: '12393',
      },
    ],
  }),
  listServices: () => ({
    city: 'lakeside',
    items: [{ id: 'x_river_pass', name: text('Ferry pass'), category: 'transport', availability: 'online' }],
  }),
  getCard: () => ({
    name: '示*',
    id_number: '9900**********0018',
    card_number: '***** 0276',
    issuing_place: text('Lakeside'),
    bank: text('Shili Bank'),
    issued_on: '2021-04-12',
    generation: 3,
    state: 'normal',
    state_since: at(-1e6),
    linked: true,
    code_available: true,
    as_of: at(-60),
  }),
  createCardCode: () => ({ payload: 'demo:7H2K9QX4MZ1R', issued_at: at(0), expires_at: at(60) }),
  listCardServices: () => ({ card_state: 'normal', items: [{ id: 'cancel', availability: 'online' }] }),
  reveal: () => ({ field: 'id_number', value: '990000198506010018', mask_at: at(600) }),
  getContributionSummary: () => ({
    items: [
      {
        insurance: 'pension',
        participation: 'active',
        months_posted: 1,
        first_month: '2025-01',
        last_month: '2025-01',
        streak_months: 1,
        gap_months: 0,
      },
    ],
    as_of: at(-60),
  }),
  listContributions: () => ({
    items: [{ ...month, base_fen: 431200, personal_fen: 86240, employer_fen: 0 }],
    as_of: at(-60),
  }),
  startVerification: () => ({ id: 'v1', method: 'password', expires_at: at(600), resend_at: at(60), attempts_left: 5 }),
  answerVerification: () => ({ id: 'v1', expires_at: at(600) }),
  checkApplication: () => ({
    kind: 'stop_contributions',
    eligible: true,
    consequences: [{ code: 'can_resume', acknowledge: true }],
    methods: ['password'],
    undo_seconds: 600,
    decision_working_days: 10,
    as_of: at(-60),
  }),
  submitApplication: () => application('submitted'),
  listApplications: (done) => ({ items: done.has('submitApplication') ? [application('submitted')] : [] }),
  getApplication: (done) => application(done.has('withdrawApplication') ? 'withdrawn' : 'submitted'),
  withdrawApplication: () => application('withdrawn'),
  getAccessLog: () => ({ items: [{ at: at(-60), actor: 'citizen', what: 'id_number' }] }),
};

/** The right answer with its first member that is no text made a text, and its first text a number. */
function ofWrongType(body) {
  const key = Object.keys(body ?? {})[0];
  return JSON.stringify({ ...body, [key]: typeof body?.[key] === 'string' ? 7 : 'x' });
}

const json = (code) => ({ 'Content-Type': 'application/json', 'X-Request-Id': code });

/** What is done to an answer, by name: each writes the whole response. */
export const SPOILS = {
  // First, as it is the longest.
  'one byte a second': async (response, body, code) => {
    response.writeHead(200, json(code));
    for (const byte of JSON.stringify(body ?? {})) {
      response.write(byte);
      await pause(1000);
      if (response.destroyed) return;
    }
    response.end();
  },
  'HTML with 200': (response, body, code) =>
    response.writeHead(200, { ...json(code), 'Content-Type': 'text/html' }).end('<!doctype html><title>Sign in</title>'),
  'a member of the wrong type': (response, body, code) => response.writeHead(200, json(code)).end(ofWrongType(body)),
  'cut off': (response, body, code) => {
    const whole = JSON.stringify(body ?? {});
    response.writeHead(200, { ...json(code), 'Content-Length': whole.length + 100 });
    response.write(whole.slice(0, -1), () => response.destroy());
  },
  '10 MB of JSON': (response, body, code) =>
    response.writeHead(200, json(code)).end(JSON.stringify({ ...body, x_padding: 'x'.repeat(10 * MB) })),
  '10 MB of nothing': (response, body, code) => response.writeHead(200, json(code)).end(Buffer.alloc(10 * MB, '[')),
};

/**
 * Listens on an origin with the app's files, a config, and what `answer` makes of every request below `/api/`. Gives its address
 * and how to close it.
 */
export async function besideApp(config, answer) {
  const app = await baseUrl();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname.startsWith('/api/')) return answer(request, response, url.pathname.replace('/api', ''));
    if (url.pathname === '/config.json') return response.writeHead(200, json('c')).end(JSON.stringify(config));
    const file = await fetch(app.replace(/\/$/, '') + url.pathname);
    const kept = ['content-type', 'content-security-policy'].flatMap((name) => {
      const value = file.headers.get(name);
      return value ? [[name, value]] : [];
    });
    return response.writeHead(file.status, Object.fromEntries(kept)).end(Buffer.from(await file.arrayBuffer()));
  });
  return {
    url: `http://127.0.0.1:${await listening(server)}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Listens; what is asked of `spoilt` (a set of operations' ids) is answered as `spoil` does. */
export async function hostileServer(spoil, limits) {
  const all = operations();
  const state = { spoilt: new Set(), asked: [], done: new Set(), signedIn: true };
  const config = { backend: { kind: 'http', base_url: '/api', limits, retry: { count: 0 } } };
  const server = await besideApp(config, (request, response, path) => {
    request.resume();
    const { id, example } = all.find((one) => one.method === request.method && one.path.test(path)) ?? {};
    const code = `rq-${state.asked.length}`;
    state.asked.push({ id, code, headers: request.headers });
    if (id === 'getSession' && !state.signedIn && !state.spoilt.has(id)) {
      const body = JSON.stringify({ type: '/problems/not-signed-in', status: 401 });
      return response.writeHead(401, { ...json(code), 'Content-Type': 'application/problem+json' }).end(body);
    }
    // What is spoilt is the answer: it was carried out.
    state.done.add(id);
    const body = id in RIGHT ? RIGHT[id](state.done) : example;
    if (state.spoilt.has(id)) return spoil(response, body, code);
    if (id === 'signIn') state.signedIn = true;
    if (id === 'signOut') state.signedIn = false;
    return response.writeHead(body ? 200 : 204, json(code)).end(body && JSON.stringify(body));
  });
  return { state, ...server };
}
