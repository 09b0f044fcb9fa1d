// The second tap of a double tap hits nothing that the first has brought under the finger: "Exit" where "Verify" was.

import { turning } from './turn.mjs';

/** Nobody has meant what has come under the finger since less than this, in milliseconds. */
const DOUBLE_MS = 450;
/** So near to the tap before, in CSS pixels, a tap is at the same place. */
const NEAR_PX = 32;

/** Whether it leads to another page, rather than to a telephone or a dialog. */
const goes = (control) => control && control.matches('a:not([href^="tel:"]):not([aria-haspopup])');
/** What takes a tap: beside a sheet, that shuts it. */
const controlOf = (element) => element && element.closest('a, button, label, .over--bottom');
const said = (control) => control && control.textContent;
/** The tap before: its event, and when it was. */
let before = {};
let tapped = 0;
/** What it hit and what that said; what is in its place now; since when. */
let first = [];
let there = [];
let since = 0;
/** Whether that is to be looked at, and since when. */
let looks;
let asked = 0;

// Who has scrolled since means what they have scrolled to.
for (const scrolls of ['pointercancel', 'wheel']) document.addEventListener(scrolls, () => { before = {}; }, true);

/** After a change, once it is laid out: what is under the finger now? */
function look() {
  cancelAnimationFrame(looks);
  looks = 0;
  if (!before.detail) return;
  const control = controlOf(document.elementFromPoint(before.clientX, before.clientY));
  if (control !== there[0] || said(control) !== there[1]) since = asked;
  there = [control, said(control)];
}
new MutationObserver(() => {
  if (!before.detail || looks) return;
  asked = performance.now();
  looks = requestAnimationFrame(look);
}).observe(document, { childList: true, subtree: true });

// What another size of the window has brought there is nobody's doing.
addEventListener('resize', () => {
  const before = since;
  look();
  since = before;
});

// Who taps twice means what was there at the first tap. An engine says by `detail` which taps belong together, but not of two
// that are further apart than its own double tap, nor where what was tapped for comes late; it is 0 for a key and for a script.
// From link to link nothing can be lost, so nobody waits there. What belongs to a page that is left already means nothing any
// more.
document.addEventListener('click', (event) => {
  const control = controlOf(event.target);
  const now = performance.now();
  if (looks) look();
  const near = Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < NEAR_PX;
  const again = event.detail > 1 || (event.detail && near && now - Math.max(tapped, since) < DOUBLE_MS);
  const other = control && (control !== first[0] || said(control) !== first[1]);
  if (event.detail) tapped = now;
  if (turning || (again && other && !(goes(first[0]) && goes(control)))) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  first = [control, said(control)];
  if (!event.detail) return;
  there = first;
  before = event;
  // Its page goes: an engine lays a whole page out once more to take the focus from what is removed with it.
  if (goes(control)) control.blur();
}, true);
