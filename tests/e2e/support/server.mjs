// The address the tests are run against: BASE_URL, or the server's program over the built files alone. That one
// listens on this machine only, and ends with the test file's process.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { start } from './program.mjs';

/** The folder of the project. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

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

/** The server's program (SERVER names it; `cargo xtask e2e` builds it). */
export const SERVER = process.env.SERVER || join(root, 'target/debug/citizen-server');

/** The address of any build, served as the app is. */
export async function serve(folder) {
  running[folder] ??= start(SERVER, ['--static', '--with-input', '--stop-seconds', '0', '--dist', folder, '--port', '0']);
  return (await running[folder]).url;
}

/** Runs the project's own program on files (XTASK names it). */
export function xtask(...args) {
  execFileSync(process.env.XTASK || join(root, 'target/debug/xtask'), args, { cwd: root });
}

/** The address of the app, with a slash at its end. */
export async function baseUrl() {
  return process.env.BASE_URL || serve(dist());
}

/** The address of the app with its gallery, as it is in development. */
export async function galleryUrl() {
  return serve(built(process.env.GALLERY || join(root, 'target/dev-dist')));
}

after(async () => {
  for (const started of Object.values(running)) await (await started).stop();
});
