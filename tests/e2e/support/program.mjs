// A program that serves on this machine, and says where in its first line. It ends when its standard input closes,
// which it does with this process, however that ends.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Starts it. Gives its `url`; `line`, which promises the next line that fits a pattern, or the last that did; `ask`,
 * which writes a line and promises the next one that comes; and `stop`, which promises its end. `errors` is handed each line of its standard error.
 */
export async function start(program, args, { errors, ...options } = {}) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', errors ? 'pipe' : 'inherit'], ...options });
  const ended = once(child, 'exit');
  const failed = once(child, 'error').then(([error]) => {
    throw error;
  });
  const early = ended.then(([code]) => {
    throw new Error(`${program} ended at once (${code})`);
  });
  for (const late of [ended, failed, early]) late.catch(() => {});
  if (errors) createInterface({ input: child.stderr }).on('line', errors);
  const out = createInterface({ input: child.stdout });
  const lines = [];
  const first = once(out, 'line');
  out.on('line', (line) => lines.push(line));
  const [url] = await Promise.race([first, failed, early]);
  lines.length = 0;
  const line = async (pattern) => {
    for (;;) {
      const found = lines.findLast((one) => pattern.test(one));
      if (found) return found;
      await once(out, 'line');
    }
  };
  const ask = async (text) => {
    const next = once(out, 'line');
    child.stdin.write(`${text}\n`);
    return (await next)[0];
  };
  const stop = async () => {
    child.kill();
    await ended;
  };
  return { url: url.trim(), line, ask, stop };
}
