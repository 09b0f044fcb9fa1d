// What a network does by chance.

import { PORTAL } from './proxy.mjs';

/** What becomes of so many requests, one after another; this share of them meets nothing. */
export function schedule(roll, length, calm) {
  const ms = () => Math.round(100 + roll() ** 2 * 2400);
  const kinds = [
    () => ({ wait: ms() }),
    () => ({ late: ms() }),
    () => ({ wait: ms(), late: ms() }),
    () => ({ cut: 'before' }),
    () => ({ cut: 'after' }),
    () => ({ cut: 'reset' }),
    () => ({ cut: 'short' }),
    () => ({ cut: 'chunk' }),
    () => ({ cut: 'end' }),
    () => ({ answer: PORTAL }),
    () => ({ wait: ms(), cut: 'after' }),
  ];
  return Array.from({ length }, () => (roll() < calm ? {} : kinds[Math.floor(roll() * kinds.length)]()));
}
