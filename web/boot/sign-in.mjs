// Signing in by a one-time code of the embedder's, which is bound to a nonce that this page makes: docs/embedders.md.

const NONCE = 'citizen.nonce';

/** Keeps the nonce that a code will be bound to. Without one, gives the kept nonce and forgets it. */
function nonce(made) {
  try {
    const kept = sessionStorage.getItem(NONCE);
    if (made) {
      sessionStorage.setItem(NONCE, made);
    } else {
      sessionStorage.removeItem(NONCE);
    }
    return kept;
  } catch (_) {
    // Storage is barred: no code fits, and the person signs in by hand.
  }
}

/**
 * The code that the embedder has put into the address (`#/card?code=...`), with the kept nonce. The code is removed from
 * the address before anything is fetched.
 */
export function codeInAddress() {
  const found = /^(#[^?]*)\?code=([\w.~-]+)$/.exec(location.hash);
  if (found) {
    history.replaceState(history.state, '', location.pathname + location.search + found[1]);
  }
  return found ? { code: found[2], nonce: nonce() } : {};
}

/**
 * A function that promises a code for a nonce, if the embedder can give one. `how` is `embedder_sign_in` of the config:
 * `ask`, or a page of the mini-program.
 */
export function codeFrom(port, how) {
  if (port && how === 'ask' && port.can.code) {
    return (made) => port.code(made).catch(() => {});
  }
  if (port && how && how !== 'ask' && port.can.open) {
    return (made) => {
      nonce(made);
      const screen = location.hash.slice(1) || '/';
      port.open(how + '?nonce=' + made + '&screen=' + encodeURIComponent(screen));
      // Never answered: the mini-program opens the app anew, with the code in the address.
      return new Promise(() => {});
    };
  }
}
