// A server that speaks the contract, and spoils its answers on demand: over a real connection, as no route of the browser's
// can be slow or break off.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import YAML from 'yaml';
import { CITY, SESSION } from './api.mjs';
import { listening } from './ports.mjs';
import { baseUrl, root } from './server.mjs';

const MB = 1024 * 1024;

/** Every operation of the contract: its id, method, path as a pattern, and an example of its success. */
export function operations() {
  const document = YAML.parse(readFileSync(join(root, 'crates/contract/openapi.yaml'), 'utf8'));
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
const application = (state) => ({
  id: 'ap-1',
  number: 'SL20260101000007',
  kind: 'stop_contributions',
  state,
  city: 'lakeside',
  submitted_at: at(-5),
  undo_until: state === 'submitted' ? at(595) : undefined,
  withdrawable: state === 'submitted',
  timeline: [{ state, at: at(-5), actor: 'citizen' }],
  checksum: '9b74c9897bac770f',
});

/**
 * By operation, what the right answer has in the place of the example's: what depends on the time, on what has been done so
 * far, or on what a page shows of it.
 */
const RIGHT = {
  signIn: () => SESSION,
  getSession: () => SESSION,
  listCities: () => ({ items: [CITY] }),
  listServices: () => ({
    city: 'lakeside',
    items: [{ id: 'x_river_pass', name: { en: 'Ferry pass' }, category: 'transport', availability: 'online' }],
  }),
  createCardCode: () => ({ issued_at: at(0), expires_at: at(60) }),
  reveal: () => ({ mask_at: at(600) }),
  listContributions: () => ({ next_cursor: undefined }),
  startVerification: () => ({ method: 'password', sent_to: undefined, expires_at: at(600), resend_at: at(60) }),
  answerVerification: () => ({ expires_at: at(600) }),
  checkApplication: () => ({ motives: [], effective_months: [], methods: ['password'] }),
  submitApplication: () => application('submitted'),
  listApplications: (done) => ({ items: done.has('submitApplication') ? [application('submitted')] : [] }),
  getApplication: (done) => application(done.has('withdrawApplication') ? 'withdrawn' : 'submitted'),
  withdrawApplication: () => application('withdrawn'),
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
    const body = example && { ...example, ...RIGHT[id]?.(state.done) };
    if (state.spoilt.has(id)) return spoil(response, body, code);
    if (id === 'signIn') state.signedIn = true;
    if (id === 'signOut') state.signedIn = false;
    return response.writeHead(body ? 200 : 204, json(code)).end(body && JSON.stringify(body));
  });
  return { state, ...server };
}
