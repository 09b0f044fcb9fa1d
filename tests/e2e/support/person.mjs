// Somebody who does not give up: presses "try again" and "check again" whenever it is offered, takes the same step
// again where it has failed, and now and then loads the page again. Confirms once.

import { PASSWORD } from './people.mjs';

/** How many steps are taken until something is called stuck. */
const PATIENCE = 400;

export class Person {
  /** `roll` gives numbers from 0 up to 1; without it, the page is never loaded again. */
  constructor(app, roll = () => 1) {
    this.app = app;
    this.roll = roll;
  }

  button(key) {
    return this.app.button(this.app.t(key)).filter({ visible: true });
  }

  heading(key) {
    return this.app.page.getByRole('heading', { level: 1, name: this.app.t(key), exact: true });
  }

  text(key) {
    return this.app.page.getByText(this.app.t(key), { exact: true }).filter({ visible: true });
  }

  /**
   * Does what can be done until what is wanted is there. `ways` are pairs of what may be seen and what is then done;
   * "try again" is always one of them.
   */
  async until(wanted, ...ways) {
    const all = [...ways, [this.button('common.retry'), press]];
    const any = all.reduce((either, [seen]) => either.or(seen), wanted);
    for (let step = 0; step < PATIENCE; step += 1) {
      await any.first().waitFor();
      if ((await wanted.count()) > 0) return;
      for (const [seen, does] of all) {
        if ((await seen.count()) > 0) {
          await does(seen);
          break;
        }
      }
      // What was pressed is under way, and says so; or a new page is there at once.
      await this.app.idle();
    }
    throw new Error('it comes to no end');
  }

  /** From the check to the last confirmation. */
  async prepares() {
    const { app } = this;
    await app.goto('/apply/stop-contributions');
    await this.until(this.text('apply-eligibility.yes'));
    await app.reviews();
    const field = app.page.getByLabel(app.t('apply-verify.pin'), { exact: true });
    const answers = async () => {
      await field.fill(PASSWORD);
      await press(this.button('apply-verify.go'));
    };
    await this.until(this.heading('apply-confirm.title'), [field, answers], [this.text('method.password'), press]);
  }

  /** After the last button: until the receipt is there. */
  async waitsForReceipt() {
    const asks = async (button) => {
      if (this.roll() < 0.3) await this.app.page.reload();
      else await press(button);
    };
    await this.until(this.heading('receipt.title'), [this.button('apply.unknown.now'), asks]);
  }

  /** From the receipt until it is withdrawn. */
  async withdraws() {
    await this.app.tapLink('receipt.undo.go');
    await this.until(this.text('state.withdrawn'), [this.button('withdraw.go'), press]);
  }
}

/** Presses the first, at once or not at all: what is offered may go by itself, or have another in its place. */
async function press(them) {
  await them.evaluateAll((all) => all.slice(0, 1).forEach((one) => one.click()));
}
