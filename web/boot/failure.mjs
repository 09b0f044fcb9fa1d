// The notice that the network is slow, and the page that says that the app could not be opened or has failed. Their words
// are in index.html.

import { tell } from './embedder.mjs';

/** After so many milliseconds the person is told that the app is still loading. */
const SLOW_MS = 8000;

export const panel = document.getElementById('boot-failure');
export const slowNote = document.getElementById('boot-slow');
const slow = setTimeout(() => { slowNote.hidden = false; }, SLOW_MS);

/** Removes the notice: loading has ended. */
export function settle() {
  clearTimeout(slow);
  slowNote.hidden = true;
}

/** Shows the failure page. The first part of the code chooses the text. */
export function fail(code) {
  settle();
  document.getElementById('app').hidden = true;
  document.getElementById('boot-code').textContent = code;
  const kind = code.split('-')[0];
  panel.className = 'boot-panel' + (['old', 'crash', 'config'].includes(kind) ? ' boot-panel--' + kind : '');
  panel.hidden = false;
  panel.querySelector('h1').focus();
  tell('error', code);
}

/** Shows the failure page if the error is a trap, which is a panic of the app: the screen may be wrong then. */
export function trapped(error) {
  if (window.WebAssembly && error instanceof WebAssembly.RuntimeError) {
    fail('crash');
  }
}

/** Takes the failure page over from the style sheet, which shows it after a while in case boot.js cannot be loaded. */
export function watch() {
  window.addEventListener('error', (event) => trapped(event.error));
  window.addEventListener('unhandledrejection', (event) => trapped(event.reason));
  document.getElementById('boot-retry').addEventListener('click', (event) => {
    event.preventDefault();
    location.reload();
  });
  panel.hidden = true;
  panel.className = 'boot-panel';
}
