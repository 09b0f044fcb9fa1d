// Loads the app. Written for the oldest engines the app runs on (Chrome 69, iOS 13), as it is not
// translated: ES2018.
//
// What it hands to the app, before the app starts:
//
//   window.citizenBoot = {
//     config: '{...}',        // text of config.json
//     languages: 'en=English|...', // all there are, each with its own name
//     lang:   'zh-CN',        // the language settled on, a BCP 47 tag
//     words:  '{...}',        // text of locales/<lang>.json
//     speak:  function (lang) {}, // promises the same of another language
//     code: 'hc-...', nonce: '...', // what the host signs somebody in with, and what this page had bound it to
//     askHost: function (nonce) {}, // promises such a code, where the host can give one
//     worker: 'https://...',  // address of the embedded backend's worker, or of the adapter's
//     lock:   function (name, ms) {}, // holds a lock between tabs: see below
//     fetch:  function () {}, // what the page around the app has given in place of the web's fetch
//     ready: function () {},  // the app calls it once it is drawn
//     at: function (page) {}, // the app calls it when another page is there, with the page's name
//     tell: function (event) {},  // the app calls it when something has come about: whoever embeds the page hears of it
//     fail: function (code) {}  // the app calls it when it cannot go on; the code is shown
//   }
//
// Which files belong to this build is in the data attributes of its own script element; `data-locales`
// lists its languages, the first being the one for everybody else. The config may name others.
//
// The page around the app may have said how it is to be reached before this file runs, in `window.citizenCenter`, or at
// the frame that the app is in, if that is of its own origin: docs/embedding.md. It is looked at once, here, and nowhere
// else.

// The page's own policy lets scripts evaluate text, as engines before Chrome 97 and iOS 16 refuse wasm otherwise. No script
// can ask an engine whether it knows better; those with container queries (Chrome 105, iOS 16) do, and have it taken
// back here, before anything else runs.
const supports = (property, value) => window.CSS && CSS.supports(property, value);
if (supports('container-type', 'size')) {
  const policy = document.querySelector('meta[http-equiv]').cloneNode();
  policy.content = /script-src [^;]*/.exec(policy.content)[0].replace("'unsafe-eval' ", '');
  document.head.appendChild(policy);
}

const script = document.querySelector('script[data-wasm]');
const given = script.dataset;
const panel = document.getElementById('boot-failure');
const slowNote = document.getElementById('boot-slow');
const at = (path) => new URL(path, document.baseURI).href;

/** How long a person waits without a word, in milliseconds. */
const SLOW_MS = 8000;
const slow = setTimeout(() => { slowNote.hidden = false; }, SLOW_MS);

/** How long the app waits to learn what the host draws, in milliseconds. */
const HOST_MS = 500;
const NONCE = 'citizen.nonce';
let door;

/** Whether there may be a host: only then the file that knows them is loaded, and it decides. */
function hosted() {
  const handlers = (window.webkit || {}).messageHandlers || {};
  return window.parent !== window || handlers.CitizenHost || window.CitizenHost || window.ReactNativeWebView ||
    window.__qqjs_environment ||
    /AlipayClient|MicroMessenger|ToutiaoMicroApp|swan|\bQQ\/|DingTalk/i.test(navigator.userAgent);
}

/** Promises the door to the host, as it was first named; nothing if there is none, or it cannot be had. */
function embedder(named, origins) {
  if (!door) {
    door = named === 'browser' || (named === 'auto' && !hosted())
      ? Promise.resolve()
      : import(at('host.js')).then((it) => it.start(named, origins)).catch(() => {});
  }
  return door;
}

/** Keeps the nonce that a code of the host's will be bound to, or gives the one kept, once. */
function nonce(made) {
  try {
    const kept = sessionStorage.getItem(NONCE);
    if (made) {
      sessionStorage.setItem(NONCE, made);
    } else {
      sessionStorage.removeItem(NONCE);
    }
    return kept;
  } catch (_) {
    // Then codes come to nothing, and the person signs in by hand.
  }
}

/** A code that the host has put into the address, `#/card?code=...`: taken out of it before anything is asked for. */
function handedOver() {
  const found = /^(#[^?]*)\?code=([\w.~-]+)$/.exec(location.hash);
  if (found) {
    history.replaceState(history.state, '', location.pathname + location.search + found[1]);
  }
  return found ? { code: found[2], nonce: nonce() } : {};
}

/** How the host signs somebody in, if it can and the config says where: docs/hosts.md. */
function signing(host, where) {
  if (host && where === 'ask' && host.can.code) {
    return (made) => host.code(made).catch(() => {});
  }
  if (host && where && where !== 'ask' && host.can.open) {
    return (made) => {
      nonce(made);
      const screen = location.hash.slice(1) || '/';
      host.open(where + '?nonce=' + made + '&screen=' + encodeURIComponent(screen));
      // It does not answer; the page is opened anew.
      return new Promise(() => {});
    };
  }
}

/** Tells the page around the app, and the host. */
function tell(event, detail) {
  if (event === 'submitted' || event === 'withdrawn') {
    window.dispatchEvent(new CustomEvent('citizencenter', { detail: event }));
  }
  embedder('auto').then((host) => host && host.tell(event, detail));
}

/** Nothing more is going on: no notice may come later. */
function settle() {
  clearTimeout(slow);
  slowNote.hidden = true;
}

/** Shows the page that says that it did not work. Its words are in index.html. */
function fail(code) {
  settle();
  document.getElementById('app').hidden = true;
  document.getElementById('boot-code').textContent = code;
  const kind = code.split('-')[0];
  panel.className = 'boot-panel' + (['old', 'crash', 'config'].includes(kind) ? ' boot-panel--' + kind : '');
  panel.hidden = false;
  panel.querySelector('h1').focus();
  tell('error', code);
}

/** A trap is a panic of the app: it must not be called any more, and what is on the screen may not be true. */
function trapped(error) {
  if (window.WebAssembly && error instanceof WebAssembly.RuntimeError) {
    fail('crash');
  }
}

/** The first thing the engine lacks, or nothing. */
function lacking() {
  // An empty module: any engine that has WebAssembly takes it, unless the policy is one that it does not know.
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

/** Storage may be forbidden: then nothing was chosen before. */
function chosen() {
  try {
    return localStorage.getItem('citizen.lang');
  } catch (_) {
    return null;
  }
}

/** The language: asked for in the address, chosen before, or preferred by the browser. */
function language(known) {
  const asked = new URLSearchParams(location.search).get('lang');
  const wishes = [asked, chosen()].concat(navigator.languages || [navigator.language]);
  for (const wish of wishes) {
    const tag = String(wish || '').toLowerCase();
    const same = known.find((one) => one.toLowerCase() === tag);
    const near = known.find((one) => one.split('-')[0].toLowerCase() === tag.split('-')[0]);
    if (same || near) {
      return same || near;
    }
  }
  return known[0];
}

/** Gets a file of our own; what it is, is the code shown if that fails. */
function get(path, what) {
  const failed = (why) => {
    const error = new Error(what + ': ' + why);
    error.code = what;
    throw error;
  };
  return fetch(at(path), { credentials: 'same-origin' }).then(
    (answer) => (answer.ok ? answer : failed(answer.status)),
    failed
  );
}

/**
 * The address of the worker that answers: the adapter's, where the config names an adapter file, else the embedded backend's.
 * The adapter's finds the address of the page and the config in its fragment.
 */
function worker(config, backend) {
  return backend.kind === 'http' && backend.adapter
    ? at(given.adapter) + '#' + [document.baseURI, config].map(encodeURIComponent).join()
    : at(given.worker);
}

/** What the page around the app has handed in; what is not of its type is refused, never used in part. */
function handedIn() {
  const center = window.citizenCenter || (window.frameElement || {}).citizenCenter;
  const wrong = (what) => {
    const error = new TypeError('window.citizenCenter' + what);
    error.code = 'config';
    throw error;
  };
  if (center === undefined) {
    return {};
  }
  if (center === null || typeof center !== 'object') {
    wrong(': not an object');
  }
  const given = { fetch: center.fetch, config: center.config, host: center.host };
  if (given.fetch !== undefined && typeof given.fetch !== 'function') {
    wrong('.fetch: not a function');
  }
  if (given.host !== undefined && !(given.host && ['string', 'object'].includes(typeof given.host))) {
    wrong('.host: neither a name nor an adapter');
  }
  if (given.config !== undefined) {
    if (given.config === null || typeof given.config !== 'object') {
      wrong('.config: not an object');
    }
    // A copy: what the page does to it later is of no effect.
    given.config = JSON.stringify(given.config);
  }
  return given;
}

/**
 * Waits until no other tab holds the lock of that name (Web Locks), but no longer than so many milliseconds. Promises
 * whether it had to be waited for, and what gives it back. Without it, where the engine has none or bars it.
 */
function lock(name, ms) {
  return new Promise((resolve) => {
    let late = false;
    const without = () => {
      late = true;
      resolve({ waited: false });
    };
    const ask = (options, waited, otherwise) =>
      navigator.locks
        .request(name, options, (granted) => {
          if (!granted) {
            otherwise();
          } else if (!late) {
            return new Promise((release) => resolve({ waited: waited, release: release }));
          }
        })
        .catch(without);
    if (!navigator.locks) {
      return without();
    }
    setTimeout(without, ms);
    ask({ ifAvailable: true }, false, () => { ask({}, true); });
  });
}

/** The config as far as it can be read; what is wrong with it, the app finds and names. */
function read(configText) {
  try {
    return JSON.parse(configText) || {};
  } catch (_) {
    return {};
  }
}

/** The languages there are, as `tag=name`: those of the config, or those of this build. */
function spoken(config) {
  const named = config.languages || {};
  const tags = Object.keys(named);
  return tags.length > 0 ? tags.map((tag) => tag + '=' + named[tag]) : given.locales.split('|');
}

/** The text of a language's words, with the city's name in place of the app's own. */
function words(lang, name) {
  return get('locales/' + lang + '.json', 'words')
    .then((answer) => answer.text())
    .then((text) => (name ? JSON.stringify(Object.assign(JSON.parse(text), { 'app.name': name })) : text));
}

/** Puts a city's colours, logo and telephone number in place of the app's own. */
function dress(config) {
  const brand = config.brand || {};
  const sheet = document.styleSheets[0];
  const colours = (within, select, of) => {
    const all = Object.keys(of || {}).map((name) => '--' + name + ': ' + of[name]);
    if (all.length > 0) {
      sheet.insertRule(within + ' {' + select + ' {' + all.join(';') + '}}', sheet.cssRules.length);
    }
  };
  // As style/tokens.css has them: light, dark as the system wishes, dark as the person does.
  colours('@media all', ':root', brand.light);
  colours('@media (prefers-color-scheme: dark)', ':root:not([data-theme="light"])', brand.dark);
  colours('@media all', ':root[data-theme="dark"]', brand.dark);
  if (brand.logo) {
    const logo = at(brand.logo);
    document.documentElement.setAttribute('data-logo', '');
    colours('@media all', ':root', { logo: 'url("' + logo + '")' });
    document.querySelector('link[rel="icon"]').href = logo;
  }
  const phone = (config.help_lines || {}).social;
  if (phone) {
    panel.querySelectorAll('[href^="tel:"]').forEach((link) => {
      link.href = 'tel:' + phone;
      link.textContent = phone;
    });
  }
}

function start() {
  const handed = handedOver();
  const around = handedIn();
  const wasm = get(given.wasm, 'wasm');
  const config = around.config || get('config.json', 'config').then((answer) => answer.text());
  const tag = (one) => one.split('=')[0];
  // Not waited for: a city that has other languages is the exception.
  const guess = language(spoken({}).map(tag));
  const guessed = words(guess);
  const glue = import(at(given.js)).catch((error) => {
    error.code = 'script';
    throw error;
  });
  // What fails must not count as unhandled while another is waited for.
  [wasm, guessed, glue].forEach((one) => one.catch(() => {}));
  return Promise.resolve(config)
    .then((configText) => {
      const settings = read(configText);
      const all = spoken(settings);
      const known = all.map(tag);
      const names = (settings.brand || {}).name || {};
      const speak = (lang) => (lang === guess && !names[lang] ? guessed : words(lang, names[lang]));
      try {
        dress(settings);
      } catch (_) {
        // Something is wrong with the config: see `read`.
      }
      let lang = language(known);
      const text = speak(lang).catch((error) => {
        if (lang === known[0]) {
          throw error;
        }
        lang = known[0];
        return speak(lang);
      });
      const host = embedder(around.host || settings.host || 'auto', settings.embedders);
      const late = new Promise((resolve) => setTimeout(resolve, HOST_MS));
      return Promise.all([text, glue, Promise.race([host, late])]).then(([wordsText, bindings, embedding]) => {
        window.citizenBoot = {
          code: handed.code,
          nonce: handed.nonce,
          askHost: signing(embedding, settings.host_sign_in),
          config: configText,
          languages: all.join('|'),
          lang: lang,
          words: wordsText,
          speak: (other) => words(other, names[other]),
          worker: worker(configText, settings.backend || {}),
          lock: lock,
          fetch: around.fetch,
          ready: () => {
            settle();
            tell('ready');
          },
          at: (page) => tell('route', page),
          tell: tell,
          fail: fail
        };
        return bindings.default({ module_or_path: wasm });
      });
    });
}

// Where there is no `scroll-margin` (iOS before 14.5), `scroll-padding` holds for snapping only, and what is scrolled to would
// lie under the bar at the top.
if (!supports('scroll-margin-top', 0)) {
  const { scrollIntoView } = Element.prototype;
  Element.prototype.scrollIntoView = function () {
    scrollIntoView.call(this);
    scrollBy(0, -112);
  };
}
window.addEventListener('error', (event) => trapped(event.error));
window.addEventListener('unhandledrejection', (event) => trapped(event.reason));
document.getElementById('boot-retry').addEventListener('click', (event) => {
  event.preventDefault();
  location.reload();
});
// From here on this script answers for the panel; until here the style sheet shows it after a while, in
// case this very file could not be loaded.
panel.hidden = true;
panel.className = 'boot-panel';
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
