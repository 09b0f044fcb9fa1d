// The address the tests are run against: BASE_URL, or a server of its own over the built files. That one
// listens on this machine only, and ends with the test file's process, or after its time.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** No run of one test file may take longer, in seconds. */
const LIMIT_S = 1800;

/** By folder. */
const running = {};

/** Starts a server over a folder (XTASK is the project's own program; `cargo xtask e2e` names it). */
async function start(folder) {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`nothing is built in ${folder}: cargo xtask build`);
  const program = process.env.XTASK || join(root, 'target/debug/xtask');
  // It ends when its standard input closes, which it does with this process, however that ends.
  const child = spawn(program, ['static', folder, String(LIMIT_S)], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const failed = once(child, 'error').then(([error]) => {
    throw error;
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended at once (${code})`);
  });
  const first = once(createInterface({ input: child.stdout }), 'line').then(([line]) => line.trim());
  const url = await Promise.race([first, failed, ended]);
  for (const late of [failed, ended]) late.catch(() => {});
  return { url, stop: () => child.kill() };
}

/** The address of any folder, served as the app is. */
export async function serve(folder) {
  if (!running[folder]) running[folder] = start(folder);
  return (await running[folder]).url;
}

/** The folder the app is in. */
export const dist = process.env.DIST || join(root, 'dist');

/** Runs the project's own program on files. */
export function xtask(...args) {
  execFileSync(process.env.XTASK || join(root, 'target/debug/xtask'), args, { cwd: root });
}

/** The address of the app, with a slash at its end. */
export async function baseUrl() {
  return process.env.BASE_URL || serve(dist);
}

/** The address of the app with its gallery, as it is in development. */
export function galleryUrl() {
  return serve(process.env.GALLERY || join(root, 'target/dev-dist'));
}

/** Ends the servers that were started. */
export async function stopServer() {
  for (const folder of Object.keys(running)) {
    const started = running[folder];
    delete running[folder];
    (await started).stop();
  }
}
