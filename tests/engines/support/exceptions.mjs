// What ships although the engine floor lacks it: the guard that must be in the same file, where it needs one, and
// what a person there has instead. An exception that nothing needs any more fails the test.

const registry = {
  guard: /"undefined"==typeof FinalizationRegistry\?|\.serviceWorker/,
  why: 'bindings: without it memory is given back by hand alone; offline.js: of service workers',
};
/** Only an engine that has service workers runs this file. */
const worker = { guard: /^self\.release=/, why: 'the service worker: of its own scope and events' };
const keeps = { guard: /\w&&/, why: 'offline.js: without service workers nothing is kept' };
const types = { guard: /self\.trustedTypes&&|try\s*\{\s*window\.trustedTypes/, why: 'looked for first; otherwise any text may be the address of a script' };

export const SCRIPT = {
  FinalizationRegistry: registry,
  'new FinalizationRegistry': registry,
  register: registry,
  unregister: registry,
  'WebAssembly.instantiateStreaming': {
    guard: /"function"==typeof WebAssembly\.instantiateStreaming/,
    why: 'bindings: otherwise the bytes are read first',
  },
  detached: { guard: /void 0===\w+\.buffer\.detached/, why: 'bindings: otherwise the buffers are compared' },
  encodeInto: { guard: /"encodeInto"in \w+\|\|/, why: 'bindings: otherwise made of `encode`' },
  globalThis: { guard: /"undefined"==typeof globalThis/, why: 'bindings: otherwise `self` or `window`' },
  memory: { guard: /WebAssembly/, why: 'no member of an interface: an export of the wasm' },
  queueMicrotask: { guard: /\.queueMicrotask\)/, why: 'bindings: looked for first; otherwise `Promise.resolve().then`' },
  'new URL': { guard: /new URL\(/, why: 'only `undefined` as the base is wrong in iOS 13, and none is given' },
  onLine: { guard: /\.onLine/, why: 'there since 2009 but always true in Android web-views, where a request fails later' },
  'navigator.locks': { guard: /if\(!navigator\.locks\)/, why: 'boot.js: otherwise no lock between tabs' },
  request: { guard: /if\(!navigator\.locks\)|^self\.release=/, why: 'of the same; the service worker: of its event' },
  registration: worker,
  respondWith: worker,
  waitUntil: worker,
  preloadResponse: { guard: /Promise\.resolve\(\w+\.preloadResponse\)/, why: 'the service worker: otherwise it asks itself' },
  'self.trustedTypes': types,
  'window.trustedTypes': types,
  trustedTypes: types,
  createPolicy: types,
  'navigator.serviceWorker': keeps,
  getRegistrations: keeps,
  config: { why: 'no member of an interface: what the page around the app hands in' },
  nonce: { why: 'no member of an interface: what a code of the embedder is bound to' },
  number: { why: 'no member of an interface: of a message between the app and its embedder' },
  permission: { guard: /\.runtime\.permission\./, why: "no member of an interface: of DingTalk's script" },
  supportedEntryTypes: { guard: /supportedEntryTypes\|\|\[\]/, why: 'web/embedder/load-sdk.mjs: otherwise the page is taken for painted' },
  'document.startViewTransition': { guard: /&&document\.startViewTransition&&/, why: 'boot.js: otherwise the next page is just there' },
  turn: { why: 'no member of an interface: what boot.js hands over' },
  clipboard: { guard: /\.clipboard/, why: 'platform/hand.rs looks for it; otherwise the text can be selected' },
  writeText: { guard: /\.clipboard/, why: 'of the same' },
};

/** MDN has web-views' data from a younger shorthand; Chrome of the same version has them. */
const logical = { why: "Android's web-view 69 is Chromium 69, which has them" };

const turns = { why: 'boot.js looks for view transitions first' };

export const STYLE = {
  'margin-inline-start': logical,
  'margin-inline-end': logical,
  'padding-inline-start': logical,
  'padding-inline-end': logical,
  ':view-transition': turns,
  ':view-transition-group': turns,
  ':view-transition-old': turns,
  ':view-transition-new': turns,
  'view-transition-name': turns,
  ':focus-visible': { guard: /:focus ?\{\s*outline: ?3px/, why: 'a rule before it gives everything focused a ring' },
  ':marker': { guard: /::-webkit-details-marker|::marker/, why: 'the dots and numbers of a list have the colour of its text' },
  ':-webkit-details-marker': { guard: /list-style: ?none/, why: 'for engines before `::marker`; the others drop it' },
  '-webkit-overflow-scrolling': { why: 'for iOS 12; the others drop it' },
  '@media (prefers-color-scheme)': { guard: /data-theme="dark"/, why: 'light, until the person chooses otherwise' },
  '@media (prefers-reduced-motion)': { why: 'the motion there is, is small' },
  'color-scheme': { why: "the engine's own parts (a scroll bar, a list of choices) stay light" },
  'forced-color-adjust': { why: 'there are no forced colours without it' },
  cursor: { why: 'no pointer on a phone' },
  'hyphenate-limit-chars': { why: 'shorter words are broken by syllables too' },
  hyphens: { guard: /overflow-wrap: ?break-word/, why: 'a word too long for its line is broken all the same' },
  outline: { why: 'there; its corners are not round' },
  'scroll-behavior': { guard: /scroll-behavior: ?auto/, why: 'used only to turn it off' },
  'scroll-padding': { why: 'boot.js scrolls back by as much, where it is the app that scrolls' },
  'scrollbar-width': { guard: /::-webkit-scrollbar/, why: 'the older way to say it is beside it' },
  'text-underline-offset': { why: 'the line is a little nearer' },
};
