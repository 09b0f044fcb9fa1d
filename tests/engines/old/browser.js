// As much of a browser as the app needs to be walked through, for a V8 of 2018: a DOM, an address with its history,
// files from a folder in place of a network, and workers in a realm of their own. Nothing here is drawn.
//
// Written for Node 10, which runs it.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const util = require('util');
const vm = require('vm');
const domino = require('domino');

const ORIGIN = 'https://city.example/';

/** `instanceof` as the bindings ask it, for things of which there is one or which have no class here. */
const kind = (test) => ({ [Symbol.hasInstance]: test });
const never = kind(() => false);

/** What is the same in a page and in a worker. */
function common(folder, realm) {
  class Response {
    constructor(bytes) {
      Object.assign(this, { bytes, ok: bytes !== null, status: bytes === null ? 404 : 200 });
    }

    text() {
      return Promise.resolve(this.bytes.toString());
    }

    arrayBuffer() {
      return Promise.resolve(realm.own(this.bytes).buffer);
    }
  }
  const fetch = (url) => {
    const file = path.join(folder, new URL(url, ORIGIN).pathname);
    return Promise.resolve(new Response(fs.existsSync(file) ? fs.readFileSync(file) : null));
  };
  return {
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    URL,
    URLSearchParams,
    TextEncoder: util.TextEncoder,
    TextDecoder: util.TextDecoder,
    crypto: { getRandomValues: (into) => crypto.randomFillSync(into) },
    fetch,
    Response,
    Request: never,
    Headers: class {},
    Blob: class {},
    AbortController: class {
      constructor() {
        this.signal = {};
      }

      abort() {}
    }
  };
}

/** Runs a worker's script, and hands on what the two say to each other. */
class Worker {
  constructor(folder, url, failed) {
    const realm = {};
    const scope = Object.assign(common(folder, realm), {
      postMessage: (data) => setTimeout(() => this.onmessage && this.onmessage({ data }), 0),
      importScripts: (name) => run(name),
      DedicatedWorkerGlobalScope: kind((it) => it === scope || it === realm.global),
      location: new URL(url)
    });
    scope.self = scope;
    for (const name of ['Event', 'DOMException', 'IDBCursorWithValue', 'IDBDatabase', 'IDBFactory', 'IDBOpenDBRequest']) scope[name] = never;
    vm.createContext(scope);
    realm.global = vm.runInContext('this', scope);
    realm.own = vm.runInContext('(bytes) => new Uint8Array(bytes)', scope);
    const run = (name) => vm.runInContext(fs.readFileSync(path.join(folder, path.basename(name)), 'utf8'), scope, name);
    this.scope = realm.global;
    try {
      run(new URL(url).pathname);
    } catch (error) {
      failed(error);
    }
  }

  postMessage(data) {
    setTimeout(() => this.scope.onmessage && this.scope.onmessage({ data }), 0);
  }

  terminate() {}

  addEventListener() {}
}

/** Where the page is. A new hash is told of as by a browser: after whatever asked for it has ended. */
function place(window, fire) {
  const entries = [{ url: new URL(ORIGIN), state: null }];
  let at = 0;
  const here = () => entries[at];
  const put = (state, url, replaces) => {
    const entry = { url: url ? new URL(url, here().url) : here().url, state };
    if (!replaces) at += 1;
    entries.splice(at, entries.length, entry);
  };
  const told = () => setTimeout(() => ['popstate', 'hashchange'].forEach((name) => fire(window, name)), 0);
  const location = { reload: () => {}, toString: () => here().url.href };
  for (const name of ['href', 'origin', 'host', 'pathname', 'search', 'protocol']) {
    Object.defineProperty(location, name, { get: () => here().url[name] });
  }
  Object.defineProperty(location, 'hash', {
    get: () => here().url.hash,
    set: (hash) => {
      put(null, hash[0] === '#' ? hash : `#${hash}`);
      told();
    }
  });
  const history = {
    scrollRestoration: 'auto',
    pushState: (state, _, url) => put(state, url, false),
    replaceState: (state, _, url) => put(state, url, true),
    go: (steps) => {
      at = Math.min(Math.max(at + steps, 0), entries.length - 1);
      told();
    },
    back: () => history.go(-1)
  };
  Object.defineProperty(history, 'state', { get: () => here().state });
  Object.defineProperty(history, 'length', { get: () => entries.length });
  return { location, history };
}

/** A style sheet has come or not once it is in the page. */
function settles(link, folder) {
  setTimeout(() => {
    const there = link.parentNode && fs.existsSync(path.join(folder, new URL(link.href, ORIGIN).pathname));
    (there ? link.onload : link.onerror)();
  }, 0);
}

/** What the DOM here lacks. */
function complete(window, document, folder) {
  const { impl } = domino;
  const define = (of, name, get) => Object.defineProperty(of, name, { get });
  define(document, 'activeElement', () => document.body);
  define(document, 'baseURI', () => ORIGIN);
  define(impl.Node.prototype, 'isConnected', function () {
    return document.contains(this);
  });
  define(impl.HTMLElement.prototype, 'dataset', function () {
    const all = Array.from(this.attributes).filter((one) => one.name.startsWith('data-'));
    return Object.assign({}, ...all.map((one) => ({ [one.name.slice(5)]: one.value })));
  });
  impl.Element.prototype.scrollIntoView = () => {};
  // A browser takes `undefined` for "at the end"; this DOM, whose own functions cannot be replaced, only `null`.
  const own = (node) => {
    const { insertBefore } = node;
    return Object.defineProperty(node, 'insertBefore', {
      value: (kid, before) => insertBefore.call(node, kid, before || null)
    });
  };
  Array.from(document.querySelectorAll('*')).forEach(own);
  for (const name of ['createElement', 'createElementNS']) {
    const create = document[name];
    Object.defineProperty(document, name, {
      value: (...args) => {
        const made = own(create.apply(document, args));
        if (made.localName === 'link') settles(made, folder);
        return made;
      }
    });
  }
}

/** Opens the folder's index.html as a page. Gives its realm and what goes wrong in it; nothing has run yet. */
function open(folder) {
  const errors = [];
  const realm = {};
  const failed = (error) => errors.push(error);
  const { impl } = domino;
  const document = domino.createDocument(fs.readFileSync(path.join(folder, 'index.html'), 'utf8'), true);
  const heard = {};
  const fire = (_, name) => (heard[name] || []).forEach((listen) => listen({ type: name }));
  const stored = {};
  const window = Object.assign(common(folder, realm), impl, {
    document,
    Worker: function (url) {
      return new Worker(folder, url, failed);
    },
    Window: kind((it) => it === realm.global || it === window),
    HTMLDocument: kind((it) => it === document),
    KeyboardEvent: never,
    PageTransitionEvent: never,
    getComputedStyle: () => ({}),
    MutationObserver: class {
      observe() {}
    },
    CSS: { supports: (name) => name !== 'container-type' },
    navigator: { languages: ['en'], language: 'en', onLine: true, userAgent: 'old' },
    localStorage: {
      getItem: (name) => (name in stored ? stored[name] : null),
      setItem: (name, value) => (stored[name] = String(value)),
      removeItem: (name) => delete stored[name],
      key: (at) => Object.keys(stored)[at] || null,
      get length() { return Object.keys(stored).length; }
    },
    addEventListener: (name, listen) => (heard[name] = heard[name] || []).push(listen),
    removeEventListener: () => {},
    requestAnimationFrame: (call) => setTimeout(() => call(Date.now()), 0),
    cancelAnimationFrame: clearTimeout,
    scrollTo: () => {},
    scrollBy: () => {},
    scrollY: 0,
    innerHeight: 800,
    performance: { now: () => Date.now() }
  });
  Object.assign(window, place(window, fire));
  complete(window, document, folder);
  vm.createContext(window);
  realm.global = vm.runInContext('this', window);
  realm.own = vm.runInContext('(bytes) => new Uint8Array(bytes)', window);
  Object.assign(window, { window: realm.global, self: realm.global });
  document.defaultView = realm.global;
  return { window, document, errors, folder };
}

/** Runs a module of the folder's as it ships, and those that it imports. */
async function runModule(page, name) {
  const made = {};
  const load = (url) => {
    const file = new URL(url, ORIGIN).pathname;
    if (!made[file]) {
      const text = fs.readFileSync(path.join(page.folder, file), 'utf8');
      const module = new vm.SourceTextModule(text, {
        url: new URL(file, ORIGIN).href,
        context: page.window,
        initializeImportMeta: (meta, own) => (meta.url = own.url),
        importModuleDynamically: (wanted) => load(wanted)
      });
      made[file] = (async () => {
        await module.link(load);
        if (module.instantiate) module.instantiate();
        await module.evaluate();
        return module;
      })();
    }
    return made[file];
  };
  await load(name);
}

module.exports = { open, runModule };
