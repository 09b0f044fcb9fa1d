// Paints a page with words before anything but index.html has come: Home as the app draws it first, or the frame of another
// page. `xtask` puts the templates, which `src/ui/first.rs` draws, and their words into the page; this text is in the page as
// it is here, but for comments and indentation, so it is written for the oldest engines that the app runs on.

import { kept, mark, pick } from './language.mjs';
import { colour } from './colours.mjs';
import { known, read } from './known.mjs';

/** The text sizes of the settings, as the style sheets name them. */
const SIZES = { large: 'large', elder: 'xl' };

/** Where the app is to open: an address within it; empty if that cannot be told here, and it is not Home. */
function route() {
  const home = new URL(document.baseURI).pathname;
  // `p` is the address within the app where the browser's own stays as it is (src/platform/location/entry.rs).
  return (history.state || {}).p || (location.pathname === home ? location.hash.slice(1) || '/' : '');
}

/**
 * Draws a template into a place, with its words and, of what is there at times only, what holds now. An element at a time, and
 * words as text: the policy lets no text become markup (Trusted Types).
 */
function draw(within, template, words, facts) {
  const said = (text) => text.replace(/\{(\d+)\}/g, (_, at) => words[at] || '\u00a0');
  within.textContent = '';
  template
    .replace(/\{\?([^}]+)\}([^]*?)\{\/\}/g, (_, fact, text) => (facts[fact] ? text : ''))
    .replace(/<(\/?)(\w+)([^>]*)>|[^<]+/g, (text, end, name, rest) => {
      if (!name) {
        within.append(said(text));
      } else if (end) {
        within = within.parentNode;
      } else {
        const child = document.createElementNS(name === 'svg' ? 'http://www.w3.org/2000/svg' : within.namespaceURI, name);
        rest.replace(/([\w-]+)="([^"]*)"/g, (_, key, value) => child.setAttribute(key, said(value)));
        within.append(child);
        within = name === 'input' ? within : child;
      }
    });
}

/** Paints the page of the address. */
function paint(deployment, settings, words) {
  const at = route();
  const elder = settings.text_size === 'elder';
  const template = document.getElementById(at === '/' ? 'first-home' : 'first-page').innerHTML;
  const facts = {
    demo: deployment.demo,
    elder: elder,
    standard: !elder,
    recent: (settings.recent || []).includes('social_security'),
    tabs: ['/center', '/card', '/me'].includes(at),
    bone: !template.includes('{?' + at + '}')
  };
  facts[at] = true;
  const page = document.getElementById('first');
  draw(page, template, words, facts);
  page.querySelectorAll('.tab-bar [data-to]').forEach((tab) => {
    if (tab.getAttribute('data-to') === at) {
      tab.setAttribute('aria-current', 'page');
    }
  });
}

/** Goes where a tap leads before the app is there: that is what the app opens then, with the way back. */
function go(to) {
  const index = (history.state || {}).i || 0;
  history.replaceState({ i: index, y: scrollY }, '', '#' + route());
  history.pushState({ i: index + 1, y: 0 }, '', '#' + to);
  scrollTo(0, 0);
}

/** Reads what was chosen before, and paints in that look and language. */
function begin() {
  const root = document.documentElement;
  const data = read(document.getElementById('first-data').textContent);
  const deployment = known(data.known);
  const brand = deployment.brand || {};
  const settings = read(kept('citizen.settings'));
  const tags = Object.keys(deployment.languages || {});
  const lang = pick(tags.length > 0 ? tags : Object.keys(data.words), deployment.language_fallback);
  const words = data.words[lang] || [];
  if (settings.appearance === 'light' || settings.appearance === 'dark') {
    root.setAttribute('data-theme', settings.appearance);
  }
  root.setAttribute('data-text', SIZES[settings.text_size] || 'standard');
  if (deployment.bar) {
    root.setAttribute('data-bar', deployment.bar);
  }
  mark(lang);
  document.title = (brand.name || {})[lang] || words[0] || document.title;
  try {
    colour(brand, (path) => new URL(path, document.baseURI).href);
  } catch (_) {
    // The config is wrong: the app says where.
  }
  const tapped = (event) => {
    const link = event.target.closest('[data-to]');
    const to = link && link.getAttribute('data-to');
    if (to && to !== route() && (deployment.routes || 'hash') === 'hash') {
      go(to);
      paint(deployment, settings, words);
    }
  };
  // This runs before there is a body, so that no frame is painted in another look; the place is filled once it is there.
  new MutationObserver((_, observer) => {
    const place = document.getElementById('first');
    if (place) {
      observer.disconnect();
      paint(deployment, settings, words);
      place.addEventListener('click', tapped);
    }
  }).observe(root, { childList: true, subtree: true });
}

begin();
