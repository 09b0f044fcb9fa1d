// A city's own colours, logo and telephone number.

import { colour } from '../first/colours.mjs';
import { KNOWN, shown } from '../first/known.mjs';
import { panel } from './failure.mjs';
import { at } from './files.mjs';

/** Puts them in place of the app's own, as far as the config has them. */
export function dress(config) {
  const brand = config.brand || {};
  colour(brand, at);
  if (brand.logo) {
    document.querySelector('link[rel="icon"]').href = at(brand.logo);
  }
  const phone = (config.help_lines || {}).social;
  if (phone) {
    panel.querySelectorAll('[href^="tel:"]').forEach((link) => {
      link.href = 'tel:' + phone;
      link.textContent = phone;
    });
  }
}

/** Keeps what the first answer of the next visit shows of it. */
export function remember(config) {
  try {
    const bar = document.documentElement.getAttribute('data-bar') || undefined;
    localStorage.setItem(KNOWN, JSON.stringify(shown(config, bar)));
  } catch (_) {
    // Storage is barred or full: the next first answer shows what the build knows.
  }
}
