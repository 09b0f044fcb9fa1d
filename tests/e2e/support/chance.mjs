// Chance that can be had again: the same seed gives the same.

import { PORTAL } from './proxy.mjs';

/** Numbers from 0 up to 1 (mulberry32). */
export function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

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
