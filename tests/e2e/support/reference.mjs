// The reference server, one for each app that is opened on it, and what it holds: asked at its own address, past
// whatever stands between it and the app.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './folder.mjs';
import { start } from './program.mjs';
import { SERVER, dist } from './server.mjs';

/** What a server names as its own backend (crates/server/src/files/app.rs), where nothing else is asked for. */
export const BACKEND = {
  kind: 'http',
  base_url: '/',
  credentials: 'same_origin',
  csrf: { name: 'X-Citizen-Csrf', value: '1' },
};

export class Reference {
  /** Starts it as `cargo xtask server` does, on a store of its own; `backend` are further members of the config's. */
  static async start(backend) {
    const own = new Reference();
    own.errors = [];
    const at = folder();
    const args = ['--port', '0', '--dist', dist(), '--db', join(at, 'citizen.db'), '--demo', '--tries-per-minute', '600'];
    // No end is waited for: the store is thrown away.
    args.push('--with-input', '--stop-seconds', '0');
    if (backend) {
      const file = join(at, 'config.json');
      writeFileSync(file, JSON.stringify({ backend: { ...BACKEND, ...backend }, routes: 'hash' }));
      args.push('--config', file);
    }
    const errors = (line) => {
      if (line.includes('"level":"error"')) own.errors.push(line);
    };
    own.program = await start(SERVER, args, { errors });
    own.url = own.program.url;
    return own;
  }

  /** The code of the last message, which is printed as nobody sends it. */
  async code() {
    return (await this.program.line(/^message to /)).match(/\d{6}$/)[0];
  }

  async ask(path, options = {}) {
    const headers = { 'X-Citizen-Csrf': '1', ...(this.cookie && { Cookie: this.cookie }), ...options.headers };
    const answer = await fetch(new URL(path, this.url), { ...options, headers });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer;
  }

  /** The applications it holds of somebody, in a session of its own. */
  async applications({ id, password }) {
    if (!this.cookie) {
      const body = JSON.stringify({ method: 'password', id_number: id, password });
      const headers = { 'Content-Type': 'application/json' };
      const answer = await this.ask('/v1/session', { method: 'POST', headers, body });
      this.cookie = answer.headers.get('set-cookie').split(';')[0];
    }
    return (await (await this.ask('/v1/applications')).json()).items;
  }

  async stop() {
    await this.program.stop();
    assert.deepEqual(this.errors, [], 'the server complained');
  }
}
