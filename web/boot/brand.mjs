// A city's own colours, logo and telephone number.

import { panel } from './failure.mjs';
import { at } from './files.mjs';

/** Puts them in place of the app's own, as far as the config has them. */
export function dress(config) {
  const brand = config.brand || {};
  const sheet = document.styleSheets[0];
  const colours = (within, select, of) => {
    const all = Object.keys(of || {}).map((name) => '--' + name + ': ' + of[name]);
    if (all.length > 0) {
      sheet.insertRule(within + ' {' + select + ' {' + all.join(';') + '}}', sheet.cssRules.length);
    }
  };
  // As in style/tokens.css: light, dark as the system prefers, dark as the person chose.
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
