// How long ago the person did something, in this tab or another. A session ends when nobody does anything, whatever timers do.

const KEPT = 'citizen.acted';
/** So often at most other tabs are told, in milliseconds. */
const TOLD_MS = 5000;

/** The clock that nobody sets; an engine without it has the other one. */
const ticks = () => (self.performance ? performance.now() : Date.now());

let last = -Infinity;
let told = -Infinity;

// What a script does is none of them: the app itself moves the focus, and scrolls.
['pointerdown', 'keydown', 'input', 'click', 'wheel'].forEach((name) =>
  document.addEventListener(name, () => {
    last = ticks();
    if (last - told > TOLD_MS) {
      told = last;
      try {
        localStorage.setItem(KEPT, Date.now());
      } catch (_) {
        // Storage is barred: each tab is on its own.
      }
    }
  }, { capture: true, passive: true })
);

/** That, in milliseconds; Infinity if nothing was done yet. Tabs have the clock in common that is set: a time to come is none. */
export function acted() {
  let other = 0;
  try {
    other = Number(localStorage.getItem(KEPT));
  } catch (_) {
    // As above.
  }
  const ago = other ? Date.now() - other : -1;
  const own = ticks() - last;
  return ago < 0 ? own : Math.min(own, ago);
}
