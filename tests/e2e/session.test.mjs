// The session from its begin to its end: signing out, other tabs, the back-forward cache, nobody there, other places.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SESSION, api, problem } from './support/api.mjs';
import { heading, journey, said, withApp } from './support/app.mjs';
import { opened } from './support/browser.mjs';

/** A browser tells of each request that does not come through. */
const CUT = [/^console: Failed to load resource: net::ERR_INTERNET_DISCONNECTED/];

journey('signed out without a network, and the tab closed: the next one signs out first', { as: 'flexible' }, async (app) => {
  await app.goto('/me', 'me.title');
  await app.fault('demo.fault.offline');
  await app.tapButton('me.sign-out');
  await app.sees('me.leaving');
  await app.seesNot('me.out');
  await app.fault(null);
  // The tab is closed with what it knew; the device is not.
  const next = await app.beside('/card');
  await app.page.close();
  app.page = next.page;
  await app.heading('sign-in.title');
  await app.page.getByText(app.t('me.leaving'), { exact: true }).waitFor({ state: 'detached' });
  await app.page.reload();
  await app.heading('sign-in.title');
});

test('a sign-out in one tab blanks the others at once, whatever the network does', () =>
  withApp({ way: 'server', as: 'flexible', allow: CUT }, async (app) => {
    await app.goto('/card', 'card.title');
    const other = await app.beside('/me');
    await other.heading('me.title');
    await other.button(other.t('me.sign-out')).waitFor();
    await app.context.setOffline(true);
    await other.tapButton('me.sign-out');
    // Nothing can be asked.
    await app.heading('sign-in.title');
    await app.sees('me.leaving');
    await app.context.setOffline(false);
    await app.page.getByText(app.t('me.leaving'), { exact: true }).waitFor({ state: 'detached' });
  }));

/** A backend whose session lasts so long unused; `asked` is what it is asked. */
function lasting(seconds, run) {
  let signedIn = true;
  const now = new Date().toISOString();
  const session = { ...SESSION, signed_in_at: now, idle_seconds: seconds };
  const { asked, ...served } = api({}, (path, request) => {
    if (path === '/v1/session' && request.method() === 'DELETE') {
      signedIn = false;
      return { status: 204 };
    }
    if (path === '/v1/session') return signedIn ? { json: session } : problem(401, 'not-signed-in');
    return path === '/v1/cities' ? { json: { items: [] } } : problem(404, 'not-found');
  });
  return opened({ path: '#/me', ...served, allow: [/status of 4/] }, ({ page }) => run(page, asked));
}

test('the end of a session is said at least twenty seconds before, one tap stays, and then it ends', () =>
  lasting(24, async (page, asked) => {
    await heading(page, 'me.title').waitFor();
    const dialog = page.getByRole('alertdialog', { name: said('session-end.soon') });
    await dialog.waitFor({ timeout: 15000 });
    const [, left] = /(\d+) s/.exec(await dialog.innerText());
    assert.ok(Number(left) >= 17, `${left} s are left when it is seen`);
    const before = asked.length;
    await page.getByRole('button', { name: said('session-end.stay') }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.ok(asked.length > before, 'the backend hears of it');
    await dialog.waitFor({ timeout: 15000 });
    // Nobody does anything.
    await page.getByText(said('me.out'), { exact: true }).waitFor({ timeout: 40000 });
    assert.ok(asked.some((one) => one.method === 'DELETE' && one.path === '/v1/session'));
    await page.evaluate("location.hash = '#/card'");
    await page.getByText(said('sign-in.ended')).waitFor();
  }));

test('a refusal that holds until another day names the day', async () => {
  const at = new Date(Date.now() + 48 * 3600 * 1000).toISOString();
  const body = JSON.stringify({ type: '/problems/too-many-requests', status: 429, retry_at: at });
  const served = api({}, (path) => {
    if (path === '/v1/session') return { json: SESSION };
    return path === '/v1/cities' ? { json: { items: [] } } : { ...problem(429, 'too-many-requests'), body };
  });
  await opened({ path: '#/applications', ...served, allow: [/status of 4/] }, async ({ page }) => {
    await page.getByText(/Try again after \w{3} \d{1,2}, \d{4}, \d\d:\d\d/).waitFor();
  });
});

test('who scrolls and types is there, and is not asked', () =>
  lasting(24, async (page, asked) => {
    await heading(page, 'me.title').waitFor();
    const asking = () => asked.filter((one) => one.path === '/v1/session').length;
    const before = asking();
    for (const end = Date.now() + 12000; Date.now() < end; ) {
      await page.keyboard.press('Shift');
      await page.waitForTimeout(500);
      assert.equal(await page.getByRole('alertdialog').count(), 0);
    }
    assert.ok(asking() > before, 'the backend hears that somebody is there');
  }));

test('a page from the back-forward cache shows nothing personal before it is known who is there', () =>
  withApp({ way: 'server', as: 'flexible', allow: CUT }, async (app) => {
    await app.goto('/card', 'card.title');
    await app.sees('card.code-hint');
    await app.context.setOffline(true);
    // As it is taken out of the cache, which a browser under test does not have.
    await app.page.evaluate(() => {
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    await app.retry().waitFor();
    await app.seesNot('card.code-hint');
    await app.context.setOffline(false);
  }));

test('people see where they are signed in, and end the other sessions', () =>
  withApp({ way: 'server', as: 'flexible' }, async (app) => {
    // Another session of the same person, past the app.
    await app.way.held();
    await app.goto('/me', 'me.title');
    await app.tapLink('me.sessions', 'sessions.title');
    await app.sees('sessions.here');
    await app.sees('sessions.seen');
    await app.tapButton('sessions.end');
    await app.sees('sessions.ended');
    await app.sees('sessions.only');
    await assert.rejects(app.way.held(), /401/);
  }));
