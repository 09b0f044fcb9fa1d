// The second tap of a double tap hits what the first has brought under the finger: "Exit" where "Verify" was.

const goes = (control) => control && control.matches('a:not([href^="tel:"])');
let first;

// Who taps twice means what was there at the first tap. Which taps belong together the browser says by `detail`; it is 0
// for a key and for a script. From link to link nothing can be lost, so nobody waits there.
document.addEventListener('click', (event) => {
  const control = event.target.closest('a, button');
  if (event.detail < 2) {
    first = control;
  } else if (control && control !== first && !(goes(first) && goes(control))) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
