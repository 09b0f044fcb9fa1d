// Loads the app: config, words and wasm side by side, then hands over. No inline script anywhere, so the
// policy needs no exception. Written for Chrome 69 and iOS 13: ES2018, no optional chaining.
//
// What the app finds in `window.citizenBoot` (src/platform/start.rs reads it):
//   config  text of config.json; '' if there is none
//   lang    BCP 47 tag of the language in use
//   words   text of that language's locale file
//   worker  address of the embedded backend's worker, loaded only when config asks for it
//   ready() the app is drawn: take the shell away
//   fail(why) the app cannot go on; why is one of: load, crash, config, words, old

const LANGUAGES = ['zh-CN', 'en'];
const SLOW_MS = 8000;

const script = document.querySelector('script[data-wasm]');
const byId = (id) => document.getElementById(id);
let over = false;

function kept(key) {
  // localStorage can be missing, barred or throw; then nothing was kept.
  try {
    return localStorage.getItem(key);
  } catch (_) {
    return null;
  }
}

function fail(why) {
  over = true;
  const shell = byId('shell');
  const failed = byId('failed');
  const known = failed.querySelector('[data-why="' + why + '"]');
  const text = known || failed.querySelector('[data-why="load"]');
  if (shell) shell.hidden = true;
  // After a crash nothing of the app may be called any more: its page goes, with its handlers.
  document.querySelectorAll('body > :not(#failed):not(script):not(noscript)').forEach((e) => e.remove());
  failed.querySelectorAll('[data-why]').forEach((e) => {
    e.hidden = e !== text;
  });
  byId('why').textContent = why;
  failed.hidden = false;
  failed.focus();
}

function ready() {
  over = true;
  const shell = byId('shell');
  if (shell) shell.remove();
}

/** The language: asked for in the address, chosen before, the browser's, else Chinese. */
function chooseLanguage() {
  const settings = kept('citizen.settings');
  let chosen = null;
  try {
    chosen = settings && JSON.parse(settings).lang;
  } catch (_) {
    chosen = null;
  }
  const asked = new URLSearchParams(location.search).get('lang');
  const wanted = [asked, chosen].concat(navigator.languages || [navigator.language]);
  for (const tag of wanted) {
    if (typeof tag !== 'string') continue;
    const base = tag.toLowerCase().split('-')[0];
    const found = LANGUAGES.find((l) => l.toLowerCase() === tag.toLowerCase() || l.split('-')[0] === base);
    if (found) return found;
  }
  return LANGUAGES[0];
}

/** What the app cannot do without. */
function fits() {
  return (
    typeof WebAssembly === 'object' &&
    typeof WebAssembly.instantiate === 'function' &&
    typeof fetch === 'function' &&
    typeof AbortController === 'function' &&
    typeof Intl === 'object' &&
    typeof Intl.PluralRules === 'function' &&
    typeof crypto === 'object' &&
    !!window.CSS &&
    CSS.supports('color', 'var(--any)') &&
    CSS.supports('display', 'grid')
  );
}

async function text(url, optional) {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (response.status === 404 && optional) return '';
  if (!response.ok) throw new Error(url + ': ' + response.status);
  return response.text();
}

async function start() {
  byId('again').addEventListener('click', () => location.reload());
  if (!fits()) {
    fail('old');
    return;
  }
  setTimeout(() => {
    if (!over) byId('slow').hidden = false;
  }, SLOW_MS);
  const lang = chooseLanguage();
  document.documentElement.lang = lang;
  try {
    const [glue, config, words] = await Promise.all([
      import(script.dataset.js),
      text('config.json', true),
      text('locales/' + lang + '.json', false),
    ]);
    const worker = new URL(script.dataset.worker, document.baseURI).href;
    window.citizenBoot = { config, lang, words, worker, ready, fail };
    await glue.default({ module_or_path: script.dataset.wasm });
  } catch (error) {
    console.error(error);
    if (!over) fail('load');
  }
}

start();
