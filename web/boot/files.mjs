// The files of the app: where they are, and fetching them.

const script = document.querySelector('script[data-wasm]');

/**
 * The names of this build's files, from the data attributes of the loader's own script element: `wasm`, `js`, `worker`,
 * `adapter`, and `locales`, which lists the languages as `tag=name`, separated by `|`.
 */
export const build = script.dataset;

/**
 * What stands behind the names of files that have no hash: `?` and the stamp of the release. A development build has none. Read
 * without `URL`: whether the engine has that is asked later.
 */
export const stamp = /\?\w+$|$/.exec(script.src)[0];

/** The address of a file beside index.html. */
export const at = (path) => new URL(path, document.baseURI).href;

/** Gives an error the code that the failure page shows. */
export function coded(error, code) {
  error.code = code;
  return error;
}

/** Fetches a file of the app. Any failure has `code` as its code. */
export function get(path, code) {
  const failed = (why) => {
    throw coded(new Error(code + ': ' + why), code);
  };
  return fetch(at(path), { credentials: 'same-origin' }).then(
    (answer) => (answer.ok ? answer : failed(answer.status)),
    failed
  );
}
