// What a finger does is seen in the next frame, whatever the app does.

/** How long at least what was tapped looks pressed, in milliseconds: a tap is shorter than an eye. */
const PRESSED_MS = 80;
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
