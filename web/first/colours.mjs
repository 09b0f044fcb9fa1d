// A city's own colours and logo.

/**
 * Puts them in place of the app's own, as far as the brand has them. `address` makes an address of the logo's. The app looks
 * over the config only later: what has another form than a colour or a path does not get into the style sheet.
 */
export function colour(brand, address) {
  const sheet = document.styleSheets[0];
  const add = (within, select, text) => text && sheet.insertRule(within + ' {' + select + ' {' + text + '}}', sheet.cssRules.length);
  const set = (within, select, of) => {
    const all = Object.keys(of || {}).map((name) => '--' + name + ': ' + of[name]);
    add(within, select, all.filter((one) => /^--brand(-deep|-text|-soft)?: #([\da-f]{3}){1,2}$/i.test(one)).join(';'));
  };
  // As in style/tokens.css: light, which paper always is, dark as the system prefers, dark as the person chose.
  set('@media all', ':root', brand.light);
  set('@media screen and (prefers-color-scheme: dark)', ':root:not([data-theme="light"])', brand.dark);
  set('@media screen', ':root[data-theme="dark"]', brand.dark);
  if (/^[\w-][\w./-]*$/.test(brand.logo || '')) {
    document.documentElement.setAttribute('data-logo', '');
    add('@media all', ':root', '--logo: url("' + address(brand.logo) + '")');
  }
}
