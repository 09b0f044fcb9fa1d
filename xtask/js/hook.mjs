// Trunk's hook: `cargo xtask finish`, without what the build itself was told. The release sets how the wasm
// and its standard library are compiled; this command is for the machine that builds.
import { spawnSync } from 'node:child_process';

const env = { ...process.env };
for (const name of Object.keys(env)) {
  if (/^CARGO_(UNSTABLE|TARGET|PROFILE)_|^RUSTC_BOOTSTRAP$/.test(name)) delete env[name];
}
const done = spawnSync('cargo', ['xtask', 'finish'], { env, stdio: 'inherit' });
process.exit(done.status ?? 1);
