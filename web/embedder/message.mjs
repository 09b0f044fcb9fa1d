// The messages between the app and an embedder: docs/embedder-message.schema.json. None has anything about the person.

/** The version of the schema. Messages of another version are ignored. */
export const VERSION = 1;

const TAG = 'citizen-center';
/** The smallest and the largest text scale: the layout is made for these. */
const SCALES = [1, 2];

function message(rest) {
  return Object.assign({ [TAG]: VERSION }, rest);
}

/** Tells that something has happened. `detail` is the name of a page (`route`) or the code of a failure (`error`). */
export function told(event, detail) {
  const of = { route: 'page', error: 'code' }[event];
  return message(of ? { event: event, [of]: String(detail) } : { event: event });
}

/** Tells the embedder to do something: close the page, or show a title. */
export function order(what, value) {
  return message(value === undefined ? { do: what } : { do: what, value: value });
}

/** Asks the embedder, which answers with the same number. It binds a code to the nonce. */
export function question(what, number, nonce) {
  return message(nonce ? { ask: what, number: number, nonce: nonce } : { ask: what, number: number });
}

/** A message of the embedder's as `{ do, value }` or `{ answer, number }`; nothing if it is none. A text is read as JSON. */
export function understood(said) {
  let heard = said;
  if (typeof said === 'string') {
    // No message is longer.
    if (said.length > 4096) {
      return undefined;
    }
    try {
      heard = JSON.parse(said);
    } catch (_) {
      return undefined;
    }
  }
  if (heard === null || typeof heard !== 'object' || heard[TAG] !== VERSION) {
    return undefined;
  }
  if (heard.do === 'back') {
    return { do: 'back' };
  }
  if (heard.do === 'text-scale' && typeof heard.value === 'number' && isFinite(heard.value)) {
    return { do: 'text-scale', value: Math.min(Math.max(heard.value, SCALES[0]), SCALES[1]) };
  }
  if (heard.do === 'bar' && ['all', 'title', 'none'].indexOf(heard.value) >= 0) {
    return { do: 'bar', value: heard.value };
  }
  if (typeof heard.number === 'number' && typeof heard.answer === 'string') {
    return { answer: heard.answer, number: heard.number };
  }
  return undefined;
}
