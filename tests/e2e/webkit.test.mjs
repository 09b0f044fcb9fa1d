// The engine of every web-view on an iPhone walks the journey, and by chance through its own history.

import { inEngine } from './support/other.mjs';
import { openedInWebkit, without } from './support/webkit.mjs';

// WebKit refuses a page more than a hundred changes of its history in 30 s. No person gets there, but a walk does, and waits for none.
inEngine('WebKit', openedInWebkit, { skip: without, fresh: 100 });
