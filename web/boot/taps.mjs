// What a finger does is seen in the next frame, whatever the app does; and the second tap of a double tap hits nothing that
// the first has brought under the finger: "Exit" where "Verify" was.

import { turning } from './turn.mjs';

/** How long at least what was tapped looks pressed, in milliseconds: a tap is shorter than an eye. */
const PRESSED_MS = 80;

const goes = (control) => control && control.matches('a:not([href^="tel:"])');
let first;
let pressed;

function press(control) {
  if (pressed) pressed.removeAttribute('data-pressed');
  pressed = control;
  if (pressed) pressed.setAttribute('data-pressed', '');
}

// `:active` comes a tenth of a second late where a touch may still become a scroll.
document.addEventListener('pointerdown', (event) => press(event.target.closest('a, button')), true);
['pointerup', 'pointercancel'].forEach((name) =>
  document.addEventListener(name, () => {
    const control = pressed;
    setTimeout(() => control === pressed && press(), PRESSED_MS);
  }, true)
);

// Who taps twice means what was there at the first tap. Which taps belong together the browser says by `detail`; it is 0
// for a key and for a script. From link to link nothing can be lost, so nobody waits there. What belongs to a page that is left
// already means nothing any more.
document.addEventListener('click', (event) => {
  const control = event.target.closest('a, button');
  if (turning || (event.detail > 1 && control && control !== first && !(goes(first) && goes(control)))) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (event.detail < 2) {
    first = control;
  }
  // Its page goes: an engine lays a whole page out once more to take the focus from what is removed with it.
  if (event.detail && goes(control)) control.blur();
}, true);
