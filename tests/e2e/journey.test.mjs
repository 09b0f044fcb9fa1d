// The seven taps, and what comes after them, as a person walks them: on every way to a backend.

import assert from 'node:assert/strict';
import { LANGUAGES, TAPS, journey } from './support/app.mjs';

journey('seven taps lead from Home to Cancel, each a real link', { languages: LANGUAGES, as: 'flexible' }, async (app) => {
  await app.goto('/');
  for (const name of TAPS[app.lang]) {
    const link = app.link(name);
    assert.ok(await link.getAttribute('href'), `${name} has an address`);
    await link.click();
  }
  await app.heading('intent.title');
  assert.match(app.page.url(), /#\/apply$/);
});

journey('signing in is asked on the card, and leads back to it', { languages: LANGUAGES }, async (app) => {
  const { id, password } = await app.way.credentials(app);
  await app.goto('/');
  for (const name of TAPS[app.lang].slice(0, 3)) await app.link(name).click();
  await app.signIn(`${id.slice(0, 6)} ${id.slice(6).toLowerCase()}`, password);
  await app.heading('card.title');
  assert.match(app.page.url(), /#\/card$/);
  await app.page.goBack();
  await app.heading('social-security.title');
});

journey('contributions are stopped once, followed, and withdrawn', { languages: LANGUAGES, as: 'flexible' }, async (app) => {
  await app.stops();
  await app.sees('receipt.undo.left');
  // Back leads out of the finished flow, not into it.
  await app.page.goBack();
  await app.heading('cancellation.title');
  await app.page.goForward();
  await app.heading('receipt.title');
  await app.takesBack();
  await app.goto('/applications', 'applications.title');
  await app.sees('state.withdrawn');
});

journey('who signed in by the password proves identity by the code', {}, async (app) => {
  const { id, password } = await app.way.credentials(app);
  await app.goto('/access-log');
  await app.signIn(id, password);
  await app.heading('access-log.title');
  await app.goto('/apply/unlink-card');
  await app.reviews(undefined, false);
  await app.seesNot('method.password');
  await app.sees('apply-verify.second');
  await app.page.getByText(app.t('method.sms'), { exact: true }).first().click();
  const field = app.page.getByLabel(app.t('apply-verify.code'), { exact: true });
  await field.waitFor();
  await field.fill('000000');
  await app.tapButton('apply-verify.go');
  await app.sees('common.attempts-left');
  const code = await app.way.code(app);
  await app.heading('apply-verify.title');
  await app.page.getByLabel(app.t('apply-verify.code'), { exact: true }).fill(code);
  await app.tapButton('apply-verify.go', 'apply-confirm.title');
  await app.tapButton('apply-confirm.unlink', 'receipt.title');
});

journey('a double tap on the last button makes one application', { as: 'flexible' }, async (app) => {
  await app.prepare();
  await app.button(app.t('apply-confirm.stop')).dblclick();
  await app.heading('receipt.title');
  await app.hasOne('kind.stop-contributions');
});

journey('the second tap of a double tap misses what has come under the finger', { as: 'flexible' }, async (app) => {
  await app.prepare();
  const { mouse } = app.page;
  const tap = async (clickCount) => {
    await mouse.down({ clickCount });
    await mouse.up({ clickCount });
  };
  const { x, y, width, height } = await app.button(app.t('apply-confirm.stop')).boundingBox();
  await mouse.move(x + width / 2, y + height / 2);
  await tap(1);
  await app.heading('receipt.title');
  const link = app.link(app.t('receipt.follow'));
  await link.hover();
  await tap(2);
  assert.match(app.page.url(), /receipt/);
  // Another tap is meant, once the finger has rested.
  await app.page.waitForTimeout(500);
  await tap(1);
  await app.heading('application.title');
});

journey('leaving with answers asks, says what is lost, and leads back to them later', { languages: LANGUAGES, as: 'flexible' }, async (app) => {
  const asked = app.page.getByRole('dialog', { name: app.t('apply.leave.title') });
  const leaves = async () => {
    await app.button(app.t('apply.think')).first().click();
    await asked.waitFor();
  };
  await app.prepare();
  await leaves();
  await app.sees('apply.leave.kept');
  await app.sees('apply.leave.lost');
  await app.tapButton('apply.leave.stay');
  await asked.waitFor({ state: 'detached' });
  await app.heading('apply-confirm.title');
  await leaves();
  await app.tapButton('apply.leave.go', 'card-services.title');
  await app.page.reload();
  await app.tapLink('card-services.go-on', 'apply-review.title');
  await app.tapButton('apply-review.verify', 'apply-verify.title');
  await app.verify();
  await app.heading('apply-confirm.title');
});

journey('an answer that is lost is found again, with the same number, and nothing is done twice', { as: 'flexible' }, async (app) => {
  await app.prepare();
  await app.fault('demo.fault.lost', { once: true });
  await app.tapButton('apply-confirm.stop');
  await app.sees('apply.unknown.title');
  await app.seesNot('receipt.number');
  // Nobody does anything: it is asked again by itself.
  await app.heading('receipt.title');
  await app.hasOne('kind.stop-contributions');
});

journey('what certainly did not leave the phone is called not sent, and can be sent again', { as: 'flexible' }, async (app) => {
  await app.prepare();
  await app.fault('demo.fault.offline');
  await app.tapButton('apply-confirm.stop');
  if (app.way.knowsUnsent) {
    await app.sees('apply.not-sent.title');
    await app.fault(null);
    await app.tapButton('common.retry');
  } else {
    // Where that cannot be known, it is not said, and it is asked again by itself.
    await app.sees('apply.unknown.title');
    await app.seesNot('apply.not-sent.title');
    await app.fault(null);
  }
  await app.heading('receipt.title');
  await app.hasOne('kind.stop-contributions');
});
