// The app below a page of somebody else's, as it is deployed there: beside files that the test has.

import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

/** The types of what is served in place of a server. */
export const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
  '.wasm': 'application/wasm', '.svg': 'image/svg+xml',
};

/**
 * Answers what is below `/at/`: what begins with `app` from the app's own server, which knows its types; anything else
 * with the file whose path `find` gives for its name.
 */
export async function placed(context, at, app, find) {
  await context.route((url) => url.pathname.startsWith(`/${at}/`), async (route) => {
    const url = new URL(route.request().url());
    const name = url.pathname.slice(at.length + 2);
    if (app && name.startsWith(app)) {
      url.pathname = `/${name.slice(app.length)}`;
      return route.fulfill({ response: await route.fetch({ url: url.href }) });
    }
    const file = find(name || 'index.html');
    if (!existsSync(file)) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: TYPES[extname(file)], body: readFileSync(file) });
  });
}
