// A city's own colours and logo.

/**
 * Puts them in place of the app's own, as far as the brand has them. `address` makes an address of the logo's. The app looks
 * over the config only later: what has another form than a colour or a path does not get into the style sheet.
 */
export function colour(brand, address) {
  const sheet = document.styleSheets[0];
  const set = (within, select, of, fits) => {
    const all = Object.keys(of || {}).filter((name) => fits.test(name + ' ' + of[name]));
    if (all.length > 0) {
      const rules = all.map((name) => '--' + name + ': ' + of[name]).join(';');
      sheet.insertRule(within + ' {' + select + ' {' + rules + '}}', sheet.cssRules.length);
    }
  };
  const COLOUR = /^brand(-deep|-text|-soft)? #([\da-f]{3}){1,2}$/i;
  // As in style/tokens.css: light, dark as the system prefers, dark as the person chose.
  set('@media all', ':root', brand.light, COLOUR);
  set('@media (prefers-color-scheme: dark)', ':root:not([data-theme="light"])', brand.dark, COLOUR);
  set('@media all', ':root[data-theme="dark"]', brand.dark, COLOUR);
  if (brand.logo && /^[\w-][\w./-]*$/.test(brand.logo)) {
    document.documentElement.setAttribute('data-logo', '');
    set('@media all', ':root', { logo: 'url("' + address(brand.logo) + '")' }, /^/);
  }
}
