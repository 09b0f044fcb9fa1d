// What is of use once the app is drawn. `boot.js` loads it then, as a file of its own: nothing waits for it.

import './bars.mjs';
import './taps.mjs';

export { turn } from './turn.mjs';
