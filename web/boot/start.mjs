// Fetches everything the app starts with, side by side, and starts it.
//
// The app finds what it is handed in `window.citizenBoot` (src/platform/start.rs):
//
//   config         the text of config.json
//   languages      all languages, each with its own name: 'en=English|...'
//   lang, words    the language to begin with, a BCP 47 tag, and the text of locales/<lang>.json
//   speak(lang)    promises the words of another language
//   part(name, lang)  promises that a part of the app is here: its words
//   link(name)     promises that a part without words is here
//   code, nonce    a code of the embedder's to sign in with, and the nonce that this page bound it to
//   askEmbedder(nonce)  promises such a code; only there where the embedder can give one
//   worker         the address of the embedded backend's worker, or of the adapter's; empty where there is none
//   lock(name, ms) a lock between tabs: lock.mjs
//   acted()        how long ago the person did something: acted.mjs
//   mark(lang)     says on the document's root which language it is in, and which way it runs
//   turn(draw)     draws another page, with a transition where the engine has them; there once drawn.js is
//   fetch          the function that the page around the app gives in place of the web's fetch
//   ready(), at(page), tell(event)  what the app calls when it is drawn, when it shows another page, when something happens
//   fail(code)     what the app calls when it cannot go on

import { acted } from './acted.mjs';
import { dress, remember } from './brand.mjs';
import { handedIn, parse } from './config.mjs';
import { embedder, tell } from './embedder.mjs';
import { fail, settle } from './failure.mjs';
import { at, build, coded, get, stamp } from './files.mjs';
import { languages, mark, pick, tagOf, words } from './language.mjs';
import { link, part, prefetch, spoken, started } from './parts.mjs';
import { lock } from './lock.mjs';
import { painted } from './painted.mjs';
import { codeFrom, codeInAddress } from './sign-in.mjs';
import { CHANNEL, workerAddress } from './worker.mjs';

/** How long the app waits to learn what the embedder draws, in milliseconds. */
const EMBEDDER_MS = 500;

/** How long after the app is drawn its parts are fetched, in milliseconds: what Home asks for comes first. */
const PREFETCH_MS = 300;

/** Starts the app. Throws or rejects with an error whose `code`, if it has one, is for the failure page. */
export function start() {
  const handed = codeInAddress();
  const around = handedIn();
  const wasm = get(build.wasm, 'wasm');
  const config = around.config || get('config.json', 'config').then((answer) => answer.text());
  const shown = painted();
  // The words of the language that this build would choose are fetched before the config is there: few cities have others.
  const guess = pick(languages({}).map(tagOf));
  const guessed = words(guess);
  const glue = import(at(build.js)).catch((error) => {
    throw coded(error, 'script');
  });
  // A failure must not count as unhandled while another file is waited for.
  [wasm, guessed, glue].forEach((one) => one.catch(() => {}));
  return Promise.resolve(config)
    .then((configText) => {
      const settings = parse(configText);
      const all = languages(settings);
      const tags = all.map(tagOf);
      const names = (settings.brand || {}).name || {};
      const speak = (tag) => (tag === guess && !names[tag] ? guessed : words(tag, names[tag]));
      try {
        dress(settings);
      } catch (_) {
        // The config is wrong: the app says where.
      }
      const worker = workerAddress(configText, settings.backend || {});
      if (worker) {
        // While the app is on its way, so that nobody waits for it later. If it does not come, it is asked for again.
        link(CHANNEL).catch(() => {});
      }
      let lang = pick(tags, settings.language_fallback);
      const text = speak(lang).catch((error) => {
        if (lang === tags[0]) {
          throw error;
        }
        lang = tags[0];
        return speak(lang);
      });
      // `host` and `host_sign_in` are old names.
      const port = embedder(around.embedder || settings.embedder || settings.host || 'auto', settings.embedders);
      const late = new Promise((resolve) => setTimeout(resolve, EMBEDDER_MS));
      return Promise.all([text, glue, Promise.race([port, late]), shown]).then(([wordsText, bindings, opened]) => {
        const app = {
          code: handed.code,
          nonce: handed.nonce,
          askEmbedder: codeFrom(opened, settings.embedder_sign_in || settings.host_sign_in),
          config: configText,
          languages: all.join('|'),
          lang: lang,
          words: wordsText,
          speak: (tag) => spoken(tag, names[tag]),
          part: part,
          link: link,
          worker: worker,
          lock: lock,
          acted: acted,
          mark: mark,
          fetch: around.fetch,
          ready: () => {
            settle();
            if (!around.config) {
              remember(settings);
            }
            tell('ready');
            import(at('drawn.js' + stamp)).then((it) => { app.turn = it.turn; }).catch(() => {});
            // Then offline.js keeps the files of a release on the device (web/offline/page.mjs), or not, as the config says.
            setTimeout(() => {
              prefetch(lang)
                .then(() => import(at('offline.js' + stamp)))
                .then((it) => it.keep(settings, lang, around))
                .catch(() => {});
            }, PREFETCH_MS);
          },
          at: (page) => tell('route', page),
          tell: tell,
          fail: fail
        };
        window.citizenBoot = app;
        return bindings.default({ module_or_path: wasm }).then(started);
      });
    });
}
