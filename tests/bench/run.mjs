// `cargo xtask bench` starts it: measures all contestants in turn, round after round, and writes every number it has got.
// Standard input says who and how: see `xtask/src/bench`.

import { readFileSync, writeFileSync } from 'node:fs';
import { CONDITIONS } from './browser.mjs';
import { Contestant } from './contestants.mjs';
import * as phases from './phases.mjs';

const PHASES = ['visits', 'usables', 'taps', 'near'];

const { server, chromium, rounds, out, contestants } = JSON.parse(readFileSync(0, 'utf8'));
const started = [];
try {
  for (const one of contestants) started.push(await Contestant.start(one, server));
  const samples = Object.fromEntries(started.map(({ name }) => [name, {}]));
  for (let round = 0; round < rounds; round += 1) {
    for (const phase of PHASES) {
      for (let at = 0; at < started.length; at += 1) {
        // Each is the first of a phase as often as the others.
        const contestant = started[(at + round) % started.length];
        console.log(`round ${round + 1} of ${rounds}: ${phase}, ${contestant.name}`);
        const numbers = await phases[phase](chromium, contestant).catch((error) => {
          throw new Error(`${contestant.name}, ${phase}: ${error.message}`, { cause: error });
        });
        for (const [name, value] of Object.entries(numbers)) (samples[contestant.name][name] ??= []).push(value);
      }
    }
  }
  writeFileSync(out, JSON.stringify({ conditions: CONDITIONS, rounds, samples }));
} finally {
  for (const one of started) await one.stop();
}
