// Whether the engine has what the app needs.

import { supports } from './policy.mjs';

/** The name of the first required feature that the engine lacks; nothing if it has all of them. */
export function lacking() {
  // An empty module: any engine that has WebAssembly takes it, unless it does not understand the policy.
  const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  const tests = {
    wasm: () => new WebAssembly.Module(empty),
    fetch: () => window.fetch && window.AbortController,
    text: () => window.TextDecoder && window.TextEncoder,
    url: () => new URL('a', 'https://b.example/').searchParams,
    intl: () => new Intl.PluralRules('en').select(1) === 'one',
    css: () => supports('color', 'var(--a)') && supports('display', 'grid'),
    crypto: () => window.crypto && crypto.getRandomValues
  };
  return Object.keys(tests).find((name) => {
    try {
      return !tests[name]();
    } catch (_) {
      return true;
    }
  });
}
