// When the person did something last, in this tab or another. A session ends when nobody does anything, whatever timers do.

const KEPT = 'citizen.acted';
/** So often at most other tabs are told, in milliseconds. */
const TOLD_MS = 5000;

let last = 0;
let told = 0;

// What a script does is none of them: the app itself moves the focus, and scrolls.
['pointerdown', 'keydown', 'input', 'click', 'wheel'].forEach((name) =>
  document.addEventListener(name, () => {
    last = Date.now();
    if (Math.abs(last - told) > TOLD_MS) {
      told = last;
      try {
        localStorage.setItem(KEPT, last);
      } catch (_) {
        // Storage is barred: each tab is on its own.
      }
    }
  }, { capture: true, passive: true })
);

/** When that was, in milliseconds since 1970; 0 if nothing was done yet. A time to come is that of another clock. */
export function acted() {
  let other = 0;
  try {
    other = Number(localStorage.getItem(KEPT));
  } catch (_) {
    // As above.
  }
  return other > last && other <= Date.now() ? other : last;
}
