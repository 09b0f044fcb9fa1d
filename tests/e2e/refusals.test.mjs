// Who may not is told why, by which law, and what to do instead; nothing is submitted. On every way.

import assert from 'node:assert/strict';
import { LANGUAGES, journey } from './support/app.mjs';

const CASES = [
  ['employee', 'stop-contributions', 'reason.employer-pays'],
  ['retiree', 'stop-contributions', 'reason.already-retired'],
  ['resident', 'stop-contributions', 'reason.resident-scheme'],
  ['arrears', 'stop-contributions', 'reason.arrears-first'],
  ['counter', 'stop-contributions', 'reason.window-only'],
  ['paused', 'stop-contributions', 'reason.already-paused'],
  ['lost', 'report-loss', 'reason.card-lost'],
  ['counter', 'cancel-card', 'reason.window-only'],
  ['flexible', 'resume-contributions', 'reason.already-active'],
];

for (const [who, kind, reason] of CASES) {
  journey(`${who} may not: ${kind}`, { languages: LANGUAGES, as: who }, async (app) => {
    await app.goto(`/apply/${kind}`, 'apply-eligibility.title');
    await app.sees('apply-eligibility.no');
    await app.sees(reason);
    assert.equal(await app.button(app.t('common.continue')).count(), 0, 'no way on');
    // A later step by its address leads back here.
    await app.goto(`/apply/${kind}/confirm`, 'apply-eligibility.title');
    await app.sees('apply-eligibility.no');
  });
}

journey('the same application twice: the second is refused and leads to the first', { as: 'flexible' }, async (app) => {
  await app.applies();
  await app.goto('/apply/stop-contributions', 'apply-eligibility.title');
  await app.sees('apply-eligibility.no');
  await app.tapLink('apply-eligibility.follow', 'application.title');
});
