// Puts the app into a page of somebody else's: `mount(element, options)` and `<citizen-center>`. Written for the oldest
// engines the app runs on (ES2018), as it ships as it is.
//
// Each is an iframe of the page's own origin. So two on a page know nothing of each other; the styles of neither the
// page nor the app reach the other, in a shadow tree or outside; the policy of the app holds for the app; and one that
// is taken out leaves nothing behind. What the page hands in is handed over as it is, not as messages: the app's loader
// looks for it at its frame (boot.js, `handedIn`).

/** The app beside this file, as it lies in the package. */
const APP = new URL('app/', import.meta.url).href;

/** How the app is called by a screen reader until it has its own title. */
const TITLE = '市民中心 Citizen Center';

/**
 * Puts the app into an element, which should have a height.
 *
 * `options`: `src` (where `dist/` is served, on the page's own origin, with a slash at its end), `config` (in place of
 * config.json), `fetch` (in place of the web's, for the backend of the kind "host"), `host` (a host's name, or an
 * adapter: docs/hosts.md), `on` (hears what happens: docs/host-message.schema.json; an adapter has its own `tell`), `lang`, `route` (`/card`), `title`.
 *
 * Gives `frame`, the iframe, and `unmount()`, which takes the app out and stops what it has under way.
 */
export function mount(element, options) {
  const { src, config, fetch, host, on, lang, route, title } = Object.assign({ src: APP, title: TITLE }, options);
  const address = new URL(src, document.baseURI);
  // Of the window: a page that is given as text (srcdoc) has an address without one.
  if (address.origin !== window.origin) {
    throw new TypeError('src: not of the origin of this page; ' + address.origin + ' can be put into an iframe');
  }
  if (lang) {
    address.searchParams.set('lang', lang);
  }
  address.hash = route || '';
  const frame = document.createElement('iframe');
  const ended = new AbortController();
  // Whoever only wants to hear is a host that can be told, and nothing else.
  const listening = on && (host === undefined ? { tell: on } : host);
  frame.citizenCenter = { config: config, fetch: fetch && stoppable(fetch, ended.signal), host: listening || host };
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

/** The page's function, which is told when the app is taken out: a frame that is gone aborts nothing by itself. */
function stoppable(fetch, ended) {
  return (request) => {
    if (ended.aborted) {
      return Promise.reject(new DOMException('The app was taken out', 'AbortError'));
    }
    const stop = new AbortController();
    const abort = () => stop.abort();
    [request.signal, ended].forEach((signal) => signal.addEventListener('abort', abort));
    // A signal of the frame's must not hold on to the page's, nor the other way round.
    const done = () => ended.removeEventListener('abort', abort);
    const answer = new Promise((resolve) => resolve(fetch(new Request(request, { signal: stop.signal }))));
    answer.then(done, done);
    return answer;
  };
}

/**
 * `<citizen-center src="app/" lang="en" route="/card" config='{…}'>`: mounted as long as it is in the page. What cannot be
 * an attribute is a property, set before that: `config`, `fetch`, `host`. What happens is a `citizencenter` event with
 * the same detail as `on` is given.
 */
class CitizenCenter extends HTMLElement {
  connectedCallback() {
    const options = { fetch: this.fetch, host: this.host, config: this.config };
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
