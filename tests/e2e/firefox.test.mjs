// Another engine than the one in which most is tested: Firefox walks the journey, and by chance through its own history.

import { openedInFirefox } from './support/firefox.mjs';
import { inEngine } from './support/other.mjs';

inEngine('Firefox', openedInFirefox);
