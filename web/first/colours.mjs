// A city's own colours and logo.

/** Puts them in place of the app's own, as far as the brand has them. `address` makes an address of the logo's. */
export function colour(brand, address) {
  const sheet = document.styleSheets[0];
  const set = (within, select, of) => {
    const all = Object.keys(of || {}).map((name) => '--' + name + ': ' + of[name]);
    if (all.length > 0) {
      sheet.insertRule(within + ' {' + select + ' {' + all.join(';') + '}}', sheet.cssRules.length);
    }
  };
  // As in style/tokens.css: light, which paper always is, dark as the system prefers, dark as the person chose.
  set('@media all', ':root', brand.light);
  set('@media screen and (prefers-color-scheme: dark)', ':root:not([data-theme="light"])', brand.dark);
  set('@media screen', ':root[data-theme="dark"]', brand.dark);
  if (brand.logo) {
    document.documentElement.setAttribute('data-logo', '');
    set('@media all', ':root', { logo: 'url("' + address(brand.logo) + '")' });
  }
}
