// Puts the app into a page: `mount(element, options)` and `<citizen-center>`. Ships as it is, so it is written for the oldest
// engines the app runs on (ES2018).
//
// Each app is an iframe of the page's own origin. So two on a page are independent of each other, the styles of the page and
// of the app do not mix, the app has its own content security policy, and removing the frame removes everything. What the
// page hands in are functions and objects, not messages: the app's loader reads them at its frame (`handedIn` in
// web/boot/config.mjs).

/** Where the package has the app: beside this file. */
const APP = new URL('app/', import.meta.url).href;

/** The default title of the frame, which screen readers read out. */
const TITLE = '市民中心 Citizen Center';

/**
 * Puts the app into an element, which should have a height.
 *
 * `options`: `src` (where `dist/` is served, on the page's own origin, with a slash at its end), `config` (in place of
 * config.json), `fetch` (in place of the web's, for the backend of the kind "embedder"), `embedder` (a name or an adapter:
 * docs/embedders.md; `host` is the old name), `on` (is called with what happens: docs/embedder-message.schema.json; an adapter
 * has its own `tell`), `lang`, `route` (`/card`), `title`.
 *
 * Gives `frame`, the iframe, and `unmount()`, which removes the app and aborts its requests.
 */
export function mount(element, options) {
  const given = Object.assign({ src: APP, title: TITLE }, options);
  const { src, config, fetch, on, lang, route, title } = given;
  // `host` is the old name.
  const embedder = given.embedder === undefined ? given.host : given.embedder;
  const address = new URL(src, document.baseURI);
  // The window's origin: the address of a page that is given as text (srcdoc) has none.
  if (address.origin !== window.origin) {
    throw new TypeError('src: not of the origin of this page; ' + address.origin + ' can be put into an iframe');
  }
  if (lang) {
    address.searchParams.set('lang', lang);
  }
  address.hash = route || '';
  const frame = document.createElement('iframe');
  const ended = new AbortController();
  // `on` alone is an embedder that can be told what happens, and nothing else.
  const told = on && embedder === undefined ? { tell: on } : embedder;
  frame.citizenCenter = { config: config, fetch: fetch && stoppable(fetch, ended.signal), embedder: told };
  frame.title = title;
  frame.setAttribute('allow', 'clipboard-write');
  frame.style.cssText = 'display: block; width: 100%; height: 100%; border: 0';
  frame.src = address.href;
  element.appendChild(frame);
  return {
    frame: frame,
    unmount() {
      ended.abort();
      delete frame.citizenCenter;
      frame.remove();
    },
  };
}

/** The page's function, with its requests aborted when the app is removed: removing a frame does not abort them. */
function stoppable(fetch, ended) {
  return (request) => {
    if (ended.aborted) {
      return Promise.reject(new DOMException('The app was removed', 'AbortError'));
    }
    const stop = new AbortController();
    const abort = () => stop.abort();
    [request.signal, ended].forEach((signal) => signal.addEventListener('abort', abort));
    // Neither signal may keep the other one from being freed: that of the frame's request, and the page's.
    const done = () => ended.removeEventListener('abort', abort);
    const answer = new Promise((resolve) => resolve(fetch(new Request(request, { signal: stop.signal }))));
    answer.then(done, done);
    return answer;
  };
}

/**
 * `<citizen-center src="app/" lang="en" route="/card" config='{…}'>`: the app, mounted while the element is in the page.
 * `config`, `fetch` and `embedder` (or `host`, the old name) are properties, to be set before it is added to the page. What
 * happens is a `citizencenter` event; its detail is what `on` is called with.
 */
class CitizenCenter extends HTMLElement {
  connectedCallback() {
    const options = { fetch: this.fetch, embedder: this.embedder, host: this.host, config: this.config };
    ['src', 'lang', 'route', 'title'].forEach((name) => {
      if (this.hasAttribute(name)) {
        options[name] = this.getAttribute(name);
      }
    });
    if (options.config === undefined && this.hasAttribute('config')) {
      options.config = JSON.parse(this.getAttribute('config'));
    }
    options.on = (detail) => {
      this.dispatchEvent(new CustomEvent('citizencenter', { detail: detail, bubbles: true, composed: true }));
    };
    this.style.display = this.style.display || 'block';
    this.mounted = mount(this, options);
  }

  disconnectedCallback() {
    this.mounted.unmount();
  }
}

if (window.customElements && !customElements.get('citizen-center')) {
  customElements.define('citizen-center', CitizenCenter);
}
