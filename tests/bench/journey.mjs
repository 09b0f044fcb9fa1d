// What is measured: Home, and the taps from it to the cancellation of the card. The same for whoever is measured: a title is
// the text of a visible h1, and a screen is complete once these texts are on it. Every text is one of locales/en.json.

/** Home's tile that is tapped, and what is on Home once its data are. */
export const HOME = { title: 'Home', tile: 'Citizen Center', texts: ['Citizen Center', 'Hospital booking'] };

/** The taps: what is tapped, the title of the screen that follows, and the texts that its data bring. */
export const TAPS = [
  { tap: 'Citizen Center', title: 'Citizen Center', texts: ['Income tax', 'Transit card'] },
  { tap: 'Social Security', title: 'Social Security', texts: ['The five insurances', 'Maternity insurance'] },
  {
    tap: 'Electronic Social Security Card',
    title: 'Electronic Social Security Card',
    texts: ['Card type', 'Refresh code'],
    // Of a QR code, in pixels of the screen.
    picture: 120,
  },
  { tap: 'Social Security Query', title: 'Social Security Query', texts: ['Total paid', 'Posted this year'] },
  { tap: 'Social Security Card', title: 'Social Security Card', texts: ['Card status', 'Report lost', 'Card Cancellation'] },
  { tap: 'Card Cancellation', title: 'Card Cancellation', texts: ['What it does not do', 'Legal basis', 'Cancel'] },
];
