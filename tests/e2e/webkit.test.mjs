// The engine of every web-view on an iPhone walks by chance through its own history.

import { inEngine } from './support/other.mjs';
import { openedInWebkit, without } from './support/webkit.mjs';

// It passes nearly always: twice the embedded backend's worker broke in WPE 2.38 before its first answer, which the page told, with
// "try again". Why is not known yet. WEBKIT_JOURNEY=1 runs it.
const journey = process.env.WEBKIT_JOURNEY ? without : without || 'the worker of the embedded backend breaks now and then in WPE 2.38';

// WebKit refuses a page more than a hundred changes of its history in 30 s. No person gets there, but a walk does.
inEngine('WebKit', openedInWebkit, { skip: without, journey, fresh: 100 });
