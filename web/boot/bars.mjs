// Bars do not stick where they would cover much of the screen: with large text, on a phone on its side, over a keyboard. And a
// field that is typed in is in view together with the button that sends it. Where few letters fit in a line, words have it for
// themselves.

const root = document.documentElement;
const find = (selector) => document.querySelector(selector);
/**
 * A line of the column shorter than the first, in the size of the root's letters, has room for text alone; than the second it
 * does not become by a larger text.
 */
const NARROW_EM = 14;
const MOST_EM = 10;
/** How much of the screen a bar at the top, and one at the bottom, may cover at most. */
const SHARES = { head: 0.2, actions: 0.3 };
/** The width of the app on a wide screen, in CSS pixels: style/tokens.css. */
const COLUMN_PX = 480;
/** Between what is scrolled to and the edge of what is to be seen, in CSS pixels. */
const ROOM_PX = 8;
let waits;

/** What a bar that sticks takes off the screen, in CSS pixels; no bar does where the sheet says so. */
function measure(name, screen) {
  const bar = find('.page__' + name);
  root.removeAttribute('data-tall-' + name);
  const height = bar ? bar.offsetHeight : 0;
  if (height > screen * SHARES[name]) root.setAttribute('data-tall-' + name, '');
  return bar && getComputedStyle(bar).position === 'sticky' ? height : 0;
}

function fit() {
  waits = 0;
  const seen = window.visualViewport;
  // What two fingers have enlarged is no smaller screen.
  const screen = seen && seen.scale === 1 ? seen.height : innerHeight;
  root.removeAttribute('data-narrow');
  const letters = Math.min(root.clientWidth, COLUMN_PX) / parseFloat(getComputedStyle(root).fontSize);
  if (letters < NARROW_EM) root.setAttribute('data-narrow', letters < MOST_EM ? 'most' : '');
  const head = measure('head', screen);
  const actions = measure('actions', screen);
  const field = document.activeElement;
  if (!field || !field.matches('input:not([type="radio"]):not([type="checkbox"])')) return;
  // A button in the bar at the bottom is in view already.
  const button = field.form && field.form.querySelector('[type="submit"]');
  const top = field.getBoundingClientRect().top - head - ROOM_PX;
  const bottom = (button || field).getBoundingClientRect().bottom - screen + actions + ROOM_PX;
  scrollBy(0, top < 0 ? top : Math.max(0, Math.min(top, bottom)));
}

function soon() {
  waits = waits || requestAnimationFrame(fit);
}

new MutationObserver(soon).observe(root, { attributeFilter: ['data-text', 'lang', 'style'] });
// Another page is another element there.
new MutationObserver(soon).observe(document.getElementById('app') || document.body, { childList: true });
document.addEventListener('focusin', soon);
addEventListener('resize', soon);
if (window.visualViewport) visualViewport.addEventListener('resize', soon);
soon();
