// Questions to an embedder that answers live. Each question has a number, which the answer repeats.

import { question } from './message.mjs';

/** `send` sends a message. Gives `ask`, which promises the answer, and `heard`, which takes each message received. */
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
