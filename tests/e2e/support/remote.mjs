// The ways to the reference server, behind a proxy that does what a network does: from the app itself, or over a function
// of the page around it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PASSWORD, PEOPLE } from './people.mjs';
import { prism } from './prism.mjs';
import { Proxy } from './proxy.mjs';
import { BACKEND, Reference } from './reference.mjs';
import { root } from './server.mjs';

const problem = (status, type, headers = []) => ({
  status,
  headers: [['Content-Type', 'application/problem+json'], ...headers],
  body: JSON.stringify({ type: `/problems/${type}`, title: type, status }),
});

/** What the failures of the demo panel are between an app and a server. */
const FAULTS = {
  offline: { cut: 'before' },
  lost: { cut: 'after' },
  server: { answer: problem(500, 'server-error') },
  many: { answer: problem(429, 'too-many-requests', [['Retry-After', '1']]) },
  conflict: { answer: problem(409, 'request-in-progress') },
  malformed: { answer: { status: 200, headers: [['Content-Type', 'application/json']], body: '{"items":[{"id":' } },
};

export class Server {
  /** A browser says on its console that nobody was signed in at first, and that a code was wrong. */
  allow = [/status of (401|422)/];
  // `fetch` tells a refused connection from a lost answer in no engine, and `navigator.onLine` is no proof.
  knowsUnsent = false;
  hearsOfNetwork = true;

  static async start(options) {
    const way = new this();
    way.backend = options.backend;
    way.reference = await Reference.start(options.backend);
    way.proxy = await Proxy.before(way.reference.url, way.pages(), options.checked && (await prism()));
    return way;
  }

  pages() {
    return {};
  }

  options(given) {
    for (const pattern of given.allow || []) this.allow.push(pattern);
    return { ...given, base: this.proxy.url, allow: this.allow };
  }

  async become(app, who) {
    await app.goto('/access-log');
    // The password is then the second factor.
    await app.signInByCode(PEOPLE[who][2]);
    await app.heading('access-log.title');
    this.who = who;
  }

  /** Has the network do this to all requests, or to those of one call: its repetitions have its path and its trace. */
  meets(does, once = false) {
    let first;
    this.proxy.rule = (seen) => {
      const call = [seen.method, seen.path, seen.trace].join();
      if (once) first = first || call;
      return once && call !== first ? undefined : does;
    };
  }

  async fault(app, key, once) {
    // The browser tells of each on its console.
    this.allow.push(/^console: Failed to load resource/);
    const offline = key === 'demo.fault.offline' && this.hearsOfNetwork;
    await app.context.setOffline(offline);
    if (!offline) this.meets(key ? FAULTS[key.split('.').pop()] : undefined, once);
  }

  async credentials() {
    return { id: PEOPLE.flexible[2], password: PASSWORD };
  }

  code() {
    return this.reference.code();
  }

  /** The applications that the server holds of who is signed in. */
  held() {
    return this.reference.applications({ id: PEOPLE[this.who][2], password: PASSWORD });
  }

  async stop() {
    await this.proxy.stop();
    await this.reference.stop();
    assert.deepEqual(this.proxy.violations, [], 'the contract was not kept');
  }
}

export class Embedder extends Server {
  // A function that rejects says nothing of the browser's network.
  hearsOfNetwork = false;

  /** Below /embedder/ the page of the example, with a function of its own, and below that the app. */
  pages() {
    const config = { backend: { ...BACKEND, ...this.backend, kind: 'embedder' }, routes: 'hash' };
    const read = (path) => readFileSync(join(root, path));
    const texts = {
      '': read('examples/embedder-fetch/index.html'),
      'load.js': read('examples/embedder-fetch/load.js'),
      'page.js': `const CONFIG = ${JSON.stringify(config)};\n${read('tests/e2e/support/embedder/page.js')}`,
      'bridge.js': read('tests/e2e/support/embedder/bridge.js'),
    };
    const answer = async (request, response) => {
      const name = request.url.replace('/embedder/', '').split('?')[0];
      if (name.startsWith('app/')) {
        request.url = request.url.replace('/embedder/app/', '/');
        return true;
      }
      const kind = name.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
      const known = name in texts;
      response.writeHead(known ? 200 : 404, { 'Content-Type': kind }).end(texts[name]);
      return false;
    };
    // Asked for until the app's icon is there.
    const icon = async (request, response) => {
      response.writeHead(204).end();
      return false;
    };
    return { '/embedder/': answer, '/favicon.ico': icon };
  }

  options(given) {
    return { ...super.options(given), path: `embedder/${given.path || ''}` };
  }
}
