// Questions to a host that answers live: each has a number, and the answer names it.

import { question } from './message.mjs';

/** `send` takes a message. Gives `ask`, and `heard`, which says whether the message was an answer. */
export function questions(send) {
  const open = {};
  let last = 0;
  return {
    ask: (what, nonce) =>
      new Promise((resolve) => {
        last += 1;
        open[last] = resolve;
        send(question(what, last, nonce));
      }),
    heard: (message) => {
      const answered = open[message.number];
      if (message.answer !== undefined && answered) {
        delete open[message.number];
        answered(message.answer);
      }
    }
  };
}
