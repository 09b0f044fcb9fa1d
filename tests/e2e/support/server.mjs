// The address the tests are run against: BASE_URL, or a server of its own over the built files. That one
// listens on this machine only, and ends with the test file's process, or after its time.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './program.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** No run of one test file may take longer, in seconds. */
const LIMIT_S = 1800;

/** By folder. */
const running = {};

/** The folder of the app's release. */
export function dist() {
  return built(process.env.DIST || join(root, 'dist'));
}

function built(folder) {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`nothing is built in ${folder}: cargo xtask build`);
  return folder;
}

/** The address of any folder, served as the app is (XTASK is the project's own program; `cargo xtask e2e` names it). */
export async function serve(folder) {
  if (!running[folder]) running[folder] = start(program(), ['static', folder, String(LIMIT_S)], { cwd: root });
  return (await running[folder]).url;
}

function program() {
  return process.env.XTASK || join(root, 'target/debug/xtask');
}

/** Runs the project's own program on files. */
export function xtask(...args) {
  execFileSync(program(), args, { cwd: root });
}

/** The address of the app, with a slash at its end. */
export async function baseUrl() {
  return process.env.BASE_URL || serve(dist());
}

/** The address of the app with its gallery, as it is in development. */
export async function galleryUrl() {
  return serve(built(process.env.GALLERY || join(root, 'target/dev-dist')));
}

/** Ends the servers that were started. */
export async function stopServer() {
  for (const folder of Object.keys(running)) {
    const started = running[folder];
    delete running[folder];
    await (await started).stop();
  }
}
