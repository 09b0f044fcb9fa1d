// When the first answer is on the screen.

/** A page out of sight is not painted: then nothing is waited for longer than this, in milliseconds. */
const AT_MOST_MS = 300;

/**
 * Promises that what is in the page has been painted. With all files in the cache they are there before the first frame, and
 * the app, which takes longer than a frame to draw, would hold it up.
 */
export function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, document.hidden ? 0 : AT_MOST_MS);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
