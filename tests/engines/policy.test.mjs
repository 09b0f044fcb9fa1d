// Who gets the weaker policy (`'unsafe-eval'`, without which old engines refuse wasm), by what is in deploy/.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bcd, notAfter, root } from './support/data.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');

/** What nginx's `map` gives: the first pattern that matches, or the default. */
function policies() {
  const [, map] = read('deploy/headers.conf').split('map $http_user_agent $citizen_policy {');
  const lines = map.split('}')[0].matchAll(/^# +(?:default|"~(.*?)") "(.*)";$/gm);
  const all = [...lines].map(([, pattern, policy]) => [pattern && new RegExp(pattern), policy]);
  assert.equal(all.length, 5);
  return (agent) => (all.find(([pattern]) => pattern && pattern.test(agent)) || all.find(([pattern]) => !pattern))[1];
}

test('by its `User-Agent` an engine gets the strictest policy with which it takes wasm', () => {
  const policy = policies();
  const agents = read('tests/engines/agents.txt').split('\n').filter((line) => line && line[0] !== '#');
  for (const line of agents) {
    const [, kind, agent] = /^(old|new) (.*)$/.exec(line);
    assert.equal(policy(agent).includes("'unsafe-eval'"), kind === 'old', line);
    assert.match(policy(agent), /^default-src 'none'; script-src 'self' .*frame-ancestors 'self'$/);
  }
});

test('an engine from which the loader takes `unsafe-eval` back knows `wasm-unsafe-eval`', () => {
  const asked = /supports\('([\w-]+)', 'size'\)/.exec(read('web/boot/policy.mjs'))[1];
  const [sign, keyword] = [
    bcd.css.properties[asked].__compat.support,
    bcd.http.headers['Content-Security-Policy']['script-src']['wasm-unsafe-eval'].__compat.support,
  ];
  for (const engine of ['chrome', 'chrome_android', 'webview_android', 'edge', 'firefox', 'firefox_android', 'safari', 'safari_ios']) {
    const [first, since] = [sign, keyword].map((support) => [].concat(support[engine])[0].version_added);
    assert.ok(first && since && notAfter(since, first), `${engine}: ${asked} ${first}, the keyword ${since}`);
  }
});
