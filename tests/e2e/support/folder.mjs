// Folders for what a test file needs for its own time.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

const made = [];
after(() => made.forEach((path) => rmSync(path, { recursive: true, force: true })));

/** A new one; all go when the tests of the file have ended. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'citizen-center-'));
  made.push(path);
  return path;
}
