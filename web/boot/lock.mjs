// Locks between tabs (Web Locks).

/**
 * Waits until no other tab holds the lock of this name, but at most `ms` milliseconds. Promises `waited`, whether it had to
 * wait, and `release`, which gives the lock back. Goes on without a lock where the engine has none or bars it.
 */
export function lock(name, ms) {
  return new Promise((resolve) => {
    let late = false;
    const without = () => {
      late = true;
      resolve({ waited: false });
    };
    const ask = (options, waited, otherwise) =>
      navigator.locks
        .request(name, options, (granted) => {
          if (!granted) {
            otherwise();
          } else if (!late) {
            return new Promise((release) => resolve({ waited: waited, release: release }));
          }
        })
        .catch(without);
    if (!navigator.locks) {
      return without();
    }
    setTimeout(without, ms);
    ask({ ifAvailable: true }, false, () => { ask({}, true); });
  });
}
