// What the app and a host say to each other: docs/host-message.schema.json. Nothing about the person is ever in it.

/** The version of the schema. A message of another one is not understood. */
export const VERSION = 1;

const TAG = 'citizen-center';
const SCALES = [1, 2];

function message(rest) {
  return Object.assign({ [TAG]: VERSION }, rest);
}

/** Something has happened. The page is the name of a page of the app, the code that of a failure. */
export function told(event, detail) {
  const of = { route: 'page', error: 'code' }[event];
  return message(of ? { event: event, [of]: String(detail) } : { event: event });
}

/** The host is to do something: close the page, or show a title. */
export function order(what, value) {
  return message(value === undefined ? { do: what } : { do: what, value: value });
}

/** The host is asked for something, and answers with the same number. A code is to be bound to the nonce. */
export function question(what, number, nonce) {
  return message(nonce ? { ask: what, number: number, nonce: nonce } : { ask: what, number: number });
}

/** What a host said, if it can be understood: `{ do, value }` or `{ answer, number }`. A text is read as JSON. */
export function understood(said) {
  let heard = said;
  if (typeof said === 'string') {
    // Nobody who speaks this says more.
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
    // Down would make the text smaller than it is laid out for; above that things are cut off.
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
