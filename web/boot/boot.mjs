// Loads the app. `xtask/js/bundle.mjs` makes these modules into one file, boot.js. They are written for the oldest engines
// the app runs on (Chrome 69, iOS 13): ES2018, and no top-level await.

// First, before anything else runs.
import './policy.mjs';
import './scroll.mjs';
import './pressed.mjs';
import { lacking } from './engine.mjs';
import { fail, trapped, watch } from './failure.mjs';
import { start } from './start.mjs';

watch();
const missing = lacking();
if (missing) {
  fail('old-' + missing);
} else {
  new Promise((resolve) => resolve(start())).catch((error) => {
    console.error(error);
    if (error instanceof WebAssembly.RuntimeError) {
      trapped(error);
    } else {
      fail(error.code || 'start');
    }
  });
}
