// Who watches a journey from its first moment to its last, and holds what the app has said and sent against what the
// server has. Nothing is looked at only now and then: the page itself tells of each word as soon as it stands there.

import assert from 'node:assert/strict';
import { words } from './app.mjs';

/** Says that there is nothing: never true here, where somebody has a record, and looks at the list only after applying. */
const NOTHING = ['record.empty', 'applications.empty'];
/** Says that it was not taken: a network cannot say so. */
const REFUSED = ['apply.refused.title', 'withdraw.too-late'];
const RECEIPT = 'receipt.title';

/** Run in each page: tells of each of these texts when it comes into sight. */
function tell(texts) {
  let there = [];
  const look = () => {
    const now = [];
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (texts.includes(text.data.trim()) && !text.parentElement.closest('title, script')) now.push(text.data.trim());
    }
    for (const text of now) if (!there.includes(text)) window.witnessSaw(text);
    there = now;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}

export class Witness {
  seen = [];
  receipts = [];

  constructor(lang) {
    this.keys = Object.fromEntries([...NOTHING, ...REFUSED, RECEIPT].map((key) => [words(lang)[key], key]));
  }

  /** For the options of the app. */
  prepare = async (page, context) => {
    await context.exposeBinding('witnessSaw', (_, text) => {
      const key = this.keys[text];
      this.seen.push(key);
      // At this moment the server must hold what the receipt is for.
      if (key === RECEIPT) this.receipts.push(this.app.way.held());
    });
    await context.addInitScript(tell, Object.keys(this.keys));
  };

  /** What the app has sent to submit. */
  submissions() {
    return this.app.way.proxy.heard.filter((one) => one.method === 'POST' && one.path === '/v1/applications');
  }

  /** Everything is as it must be, at the end of a journey in which one application was made; gives that. */
  async agrees() {
    const wrong = this.seen.filter((key) => key !== RECEIPT);
    assert.deepEqual(wrong, [], 'the app has said what is not so');
    for (const held of await Promise.all(this.receipts)) assert.equal(held.length, 1, 'a receipt for what is there');
    const sent = this.submissions();
    assert.ok(sent.length > 0 && sent.every((one) => one.key && one.key === sent[0].key), 'one confirmation, one key');
    assert.ok(sent.every((one) => one.body === sent[0].body), 'one key, one body');
    const held = await this.app.way.held();
    assert.equal(held.length, 1, 'one application');
    return held[0];
  }
}
