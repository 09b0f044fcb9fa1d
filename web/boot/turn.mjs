// Turns to another page: it comes from the side that it is on, where the engine has view transitions and the device draws a page
// in no time. style/shell.css has the movement.

/**
 * So quickly the last page was drawn, in milliseconds, where the next may wait for the picture that the engine takes of it
 * first: a frame, and on a slow device two or three.
 */
const QUICK_MS = 16;

const still = '(prefers-reduced-motion: reduce)';
/** The place in the history, as src/platform/location counts it. */
const place = () => (history.state || {}).i || 0;
let last = place();
let quick = false;
/** With a transition: the address is that of the next page already, and the page before is still to be seen. */
export let turning = false;

/** Draws the page: at once, or as soon as the engine has taken its picture. */
export function turn(draw) {
  const timed = () => {
    const began = performance.now();
    turning = false;
    draw();
    // What is drawn is drawn by then.
    setTimeout(() => { quick = performance.now() - began < QUICK_MS; });
  };
  const now = place();
  turning = true;
  if (quick && document.startViewTransition && !matchMedia(still).matches) {
    document.documentElement.dataset.turn = now < last ? 'back' : 'on';
    // One that is overtaken by the next, or in a page out of sight, draws all the same.
    document.startViewTransition(timed).ready.catch(() => {});
  } else {
    timed();
  }
  last = now;
}
