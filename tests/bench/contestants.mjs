// Who is measured: a build, served with the reference backend behind it, by one program for all of them.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../e2e/support/program.mjs';
import { PASSWORD, PEOPLE } from '../e2e/support/people.mjs';

const [LETTER, , ID] = PEOPLE.flexible;

/** In the page: signs somebody in at the reference backend, which answers with a cookie. */
const signsIn = async (id, password) => {
  const answer = await fetch('/v1/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Citizen-Csrf': '1' },
    body: JSON.stringify({ method: 'password', id_number: id, password }),
  });
  // Until it is read, it is on its way.
  await answer.text();
  if (!answer.ok) throw new Error(`signing in: ${answer.status}`);
};

/** By the demo panel of the backend in the browser itself. */
async function byPanel(page, url) {
  await page.goto(`${url}#/demo`);
  await page.locator(`::-p-aria([name="Sign in as Demo ${LETTER}"][role="button"])`).click();
  await page.locator('::-p-text(In use)').wait();
}

export class Contestant {
  /** Serves the build in a folder; `embedded` has it keep its own config, with the backend in the browser itself. */
  static async start({ name, folder, embedded }, server) {
    const own = new Contestant();
    own.name = name;
    own.embedded = embedded;
    own.store = mkdtempSync(join(tmpdir(), 'citizen-bench-'));
    const args = ['--dist', folder, '--port', '0', '--db', join(own.store, 'citizen.db'), '--demo', '--tries-per-minute', '6000'];
    if (embedded) args.push('--config', join(folder, 'config.json'));
    // What it logs of each request nobody reads.
    own.program = await start(server, [...args, '--with-input', '--stop-seconds', '0'], { errors: () => {} });
    own.url = own.program.url;
    return own;
  }

  /** Signs somebody in, in a page that is not measured. */
  async signIn(page) {
    if (this.embedded) return byPanel(page, this.url);
    await page.goto(this.url);
    return page.evaluate(signsIn, ID, PASSWORD);
  }

  async stop() {
    await this.program.stop();
    rmSync(this.store, { recursive: true, force: true });
  }
}
