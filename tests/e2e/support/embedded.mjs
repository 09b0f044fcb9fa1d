// The way to the backend in the browser itself: its demo panel signs in, shows codes and makes failures.

import { PASSWORD, PEOPLE } from './people.mjs';

export class Embedded {
  /** Whether it is known of a request that has failed that it did not leave the device. */
  knowsUnsent = true;
  /** Whether the app hears of it when a failure of the network is over. */
  hearsOfNetwork = false;

  static async start() {
    return new Embedded();
  }

  options(given) {
    return given;
  }

  /** Signs somebody in through the demo panel. */
  async become(app, who) {
    const name = app.lang === 'zh-CN' ? `示例${PEOPLE[who][1]}` : `Demo ${PEOPLE[who][0]}`;
    await app.goto('/demo', 'demo.title');
    await app.button(app.t('demo.who.go', { name })).click();
    // The panel marks who is in use once the answer is there.
    await app.says('demo.who.here');
  }

  /** The demo panel in a second tab: what is chosen there holds in both. */
  async panel(app, run) {
    if (!this.tab) {
      this.tab = await app.beside('/demo');
      await this.tab.heading('demo.title');
    }
    await this.tab.page.bringToFront();
    await run(this.tab);
    await app.page.bringToFront();
  }

  fault(app, key, once) {
    return this.panel(app, async (panel) => {
      const chooser = panel.page.getByLabel(panel.t('demo.fault'), { exact: true });
      await chooser.selectOption({ label: panel.t(key || 'demo.fault.none') });
      const [all, one] = ['demo.fault.on', 'demo.fault.on.once'].map((on) => panel.page.getByText(panel.like(on)));
      if (!key) {
        await all.waitFor({ state: 'hidden' });
        await one.waitFor({ state: 'hidden' });
        return;
      }
      await one.waitFor();
      if (!once) {
        await panel.choose('demo.fault.always');
        await all.waitFor();
      }
    });
  }

  slow(app) {
    return this.panel(app, (panel) => panel.choose('demo.latency.long'));
  }

  /** Reads both off the panel. */
  async credentials(app) {
    await app.goto('/demo', 'demo.title');
    const first = async (pattern) =>
      (await app.page.locator('dd', { hasText: pattern }).first().textContent()).trim();
    return { id: await first(/^\d{17}[\dX]$/), password: await first(/^\d{6}$/) };
  }

  /** Reads it off the panel; going there and back loses nothing. */
  async code(app) {
    await app.goto('/demo', 'demo.title');
    const codes = app.page.getByText(/^\d{6}$/).filter({ hasNotText: PASSWORD });
    const code = (await codes.first().textContent()).trim();
    await app.page.goBack();
    return code;
  }

  /** What it holds it says to nobody but the app. */
  async held() {
    return undefined;
  }

  async stop() {}
}
