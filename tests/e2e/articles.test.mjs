// Each article that is cited opens in a sheet over the page, says what it holds, and gives the focus back.

import assert from 'node:assert/strict';
import { LANGUAGES, journey } from './support/app.mjs';

for (const [who, kind, step] of [['employee', 'stop-contributions', ''], ['flexible', 'stop-contributions', '/consequences']]) {
  journey(`every article that ${who} is told of opens over the page`, { languages: LANGUAGES, as: who }, async (app) => {
    await app.goto(`/apply/${kind}`, 'apply-eligibility.title');
    await app.loaded();
    if (step) await app.tapButton('common.continue', 'consequences.stop-contributions');
    const cited = app.page.locator('.basis a');
    await cited.first().waitFor();
    const count = await cited.count();
    assert.ok(count > 2, `${count} articles`);
    for (let n = 0; n < count; n += 1) {
      const name = await cited.nth(n).innerText();
      await app.taps(cited.nth(n), true);
      const sheet = app.page.getByRole('dialog', { name, exact: true });
      await sheet.waitFor();
      await sheet.getByText(app.t('law.lead'), { exact: true }).waitFor();
      assert.equal(await sheet.getByText(app.t('law.none'), { exact: true }).count(), 0, name);
      // A frame later the focus is in it.
      await app.page.waitForFunction(() => document.activeElement.closest('[role="dialog"]'));
      await app.page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      // The focus goes back once the sheet is gone.
      await app.page.waitForFunction((text) => document.activeElement.textContent === text, name);
    }
    await app.heading(step ? 'consequences.stop-contributions' : 'apply-eligibility.title');
  });
}
