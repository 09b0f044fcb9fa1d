// The ways on which the app reaches a backend. A journey does not know which it is on: it asks the app for somebody
// signed in, for a code, for a failure, and the way sees to it.
//
//   embedded   the backend in the browser itself; its demo panel, in a tab of its own, makes the failures
//   server     the reference server, behind a proxy that does what a network does
//   host       the same, over a function of the page around the app (./host)

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Proxy } from './proxy.mjs';
import { BACKEND, Reference } from './reference.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** The six-digit password of everybody in the demo. */
export const PASSWORD = '135790';

/** The demo's people, by what they are for (backend/src/demo/people.rs): their letters, and their ID numbers. */
export const PEOPLE = {
  flexible: ['A', '甲', '990000198506010034'],
  employee: ['B', '乙', '990000199003120041'],
  retiree: ['C', '丙', '990000196201080075'],
  lost: ['D', '丁', '990000197811200083'],
  expired: ['E', '戊', '990000196902280117'],
  abroad: ['F', '己', '99000019820909012X'],
  resident: ['G', '庚', '990000197505050152'],
  arrears: ['H', '辛', '990000198808180178'],
  counter: ['I', '壬', '990000199412240183'],
  paused: ['J', '癸', '990000199207310218'],
};

class Embedded {
  /** Whether it is known of a request that has failed that it did not leave the device. */
  knowsUnsent = true;
  /** Whether the app hears of it when a failure of the network is over. */
  hearsOfNetwork = false;

  static async start() {
    return new Embedded();
  }

  options(given) {
    return given;
  }

  /** Signs somebody in through the demo panel. */
  async become(app, who) {
    const name = app.lang === 'en' ? `Demo ${PEOPLE[who][0]}` : `示例${PEOPLE[who][1]}`;
    await app.goto('/demo');
    await app.heading('demo.title');
    await app.tapButton('demo.who.go', { name });
    // The panel marks who is in use once the answer is there.
    await app.page.getByText(app.t('demo.who.here'), { exact: true }).waitFor();
  }

  /** The demo panel in a second tab: what is chosen there holds in both. */
  async panel(app, run) {
    if (!this.tab) {
      this.tab = await app.beside('/demo');
      await this.tab.heading('demo.title');
    }
    await this.tab.page.bringToFront();
    await run(this.tab);
    await app.page.bringToFront();
  }

  fault(app, key, once) {
    return this.panel(app, async (panel) => {
      const chooser = panel.page.getByLabel(panel.t('demo.fault'), { exact: true });
      await chooser.selectOption({ label: panel.t(key || 'demo.fault.none') });
      const [all, one] = ['demo.fault.on', 'demo.fault.on.once'].map((on) => panel.page.getByText(panel.like(on)));
      if (!key) {
        await all.waitFor({ state: 'hidden' });
        await one.waitFor({ state: 'hidden' });
        return;
      }
      await one.waitFor();
      if (!once) {
        await panel.choose('demo.fault.always');
        await all.waitFor();
      }
    });
  }

  slow(app) {
    return this.panel(app, (panel) => panel.choose('demo.latency.long'));
  }

  /** Reads both off the panel. */
  async credentials(app) {
    await app.goto('/demo');
    await app.heading('demo.title');
    const first = async (pattern) =>
      (await app.page.locator('dd', { hasText: pattern }).first().textContent()).trim();
    return { id: await first(/^\d{17}[\dX]$/), password: await first(/^\d{6}$/) };
  }

  /** Reads it off the panel; going there and back loses nothing. */
  async code(app) {
    await app.goto('/demo');
    await app.heading('demo.title');
    const codes = app.page.getByText(/^\d{6}$/).filter({ hasNotText: PASSWORD });
    const code = (await codes.first().textContent()).trim();
    await app.page.goBack();
    return code;
  }

  /** What it holds it says to nobody but the app. */
  async held() {
    return undefined;
  }

  async stop() {}
}

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

class Server {
  /** A browser says on its console that nobody was signed in at first, and that a code was wrong. */
  allow = [/status of (401|422)/];
  knowsUnsent = true;
  hearsOfNetwork = true;

  static async start(options) {
    const way = new this();
    way.backend = options.backend;
    way.reference = await Reference.start(options.backend);
    way.proxy = await Proxy.before(way.reference.url, way.pages());
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
    await app.signIn(PEOPLE[who][2], PASSWORD);
    await app.heading('access.title');
    this.who = who;
  }

  /** Has the network do this to all requests, or to those of one call: its repetitions have its trace. */
  meets(does, once = false) {
    let trace;
    this.proxy.rule = (seen) => {
      if (once) trace = trace || seen.trace;
      return once && seen.trace !== trace ? undefined : does;
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
  }
}

class Host extends Server {
  // A function that rejects has said only that nobody knows, and that of its own network, not of the browser's.
  knowsUnsent = false;
  hearsOfNetwork = false;

  /** Below /host/ the page of the example, with a function of its own, and below that the app. */
  pages() {
    const config = { backend: { ...BACKEND, ...this.backend, kind: 'host' }, routes: 'hash' };
    const texts = {
      '': readFileSync(join(here, '../../../examples/host-fetch/index.html')),
      'load.js': readFileSync(join(here, '../../../examples/host-fetch/load.js')),
      'host.js': `const CONFIG = ${JSON.stringify(config)};\n${readFileSync(join(here, 'host/host.js'))}`,
      'bridge.js': readFileSync(join(here, 'host/bridge.js')),
    };
    const answer = async (request, response) => {
      const name = request.url.replace('/host/', '').split('?')[0];
      if (name.startsWith('app/')) {
        request.url = request.url.replace('/host/app/', '/');
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
    return { '/host/': answer, '/favicon.ico': icon };
  }

  options(given) {
    return { ...super.options(given), path: `host/${given.path || ''}` };
  }
}

export const WAYS = { embedded: Embedded, server: Server, host: Host };

/** Starts one. */
export function startWay(options) {
  const way = WAYS[options.way || 'embedded'];
  assert.ok(way, `no way ${options.way}`);
  return way.start(options);
}
