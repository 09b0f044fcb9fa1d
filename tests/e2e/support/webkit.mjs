// WebKit, as every web-view on an iPhone is: WPE, without a screen, over WebDriver. Its version is Debian's; in Debian 12 it is
// that of Safari 16.0. It tells nobody what its console says: whatever goes wrong has to be seen on the page.

import { spawn } from 'node:child_process';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Builder, By, error as errors } from 'selenium-webdriver';
import { WAIT_MS, located } from './browser.mjs';
import { folder } from './folder.mjs';
import { free } from './ports.mjs';
import { baseUrl } from './server.mjs';

/** Why a test of WebKit cannot run here; nothing if it can. */
export const without = process.env.WPE_DRIVER ? false : 'WPE WebKit is not installed (on Debian: wpewebkit-driver, cog)';

let started;

async function start() {
  const at = await free();
  // Without a folder of its own for sockets it does not start.
  const env = { ...process.env, XDG_RUNTIME_DIR: folder() };
  const child = spawn(process.env.WPE_DRIVER, [`--port=${at}`, '--host=127.0.0.1'], { stdio: 'ignore', env });
  // However this process ends, nothing is left of it.
  process.on('exit', () => child.kill());
  const url = `http://127.0.0.1:${at}`;
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await pause(50)) {
    if (await fetch(`${url}/status`).then(() => true, () => false)) break;
  }
  return { child, url };
}

after(async () => {
  if (started) (await started).child.kill();
});

/** In the page: the element of that role with that name, if it is to be seen. */
const named = (role, name) => {
  const tags = { link: 'a[href]', button: 'button, [role=button]', heading: 'h1' };
  const heard = (element) => {
    const copy = element.cloneNode(true);
    for (const silent of copy.querySelectorAll('[aria-hidden=true]')) silent.remove();
    return copy.textContent;
  };
  const say = (element) => (element.getAttribute('aria-label') || heard(element)).replace(/\s+/g, ' ').trim();
  return [...document.querySelectorAll(tags[role])].find((one) => one.getClientRects().length > 0 && say(one) === name);
};

/** In the page: the innermost element that says just that. */
const saying = (text) => {
  const own = (element) => element.innerText === text && element.getClientRects().length > 0;
  return [...document.querySelectorAll('body *')].filter(own).pop();
};

/** In the page: waits until an element is at the same place in two frames. What comes meanwhile may move it from under a tap. */
const STILL = `const [one, done] = arguments;
  let last;
  const look = () => {
    const { x, y } = one.getBoundingClientRect();
    if (last === x + ' ' + y) return done();
    last = x + ' ' + y;
    requestAnimationFrame(look);
  };
  look();`;

/** What is looked for in a page, as long as it takes. */
class Found {
  constructor(driver, look, what) {
    this.driver = driver;
    this.look = look;
    this.what = what;
  }

  wait() {
    return this.driver.wait(this.look, WAIT_MS, this.what, 50);
  }

  /** What is drawn anew while it is reached for is looked for again. */
  async does(act) {
    for (const end = Date.now() + WAIT_MS; ; ) {
      try {
        return await act(await this.wait());
      } catch (error) {
        const passing = [errors.StaleElementReferenceError, errors.ElementNotInteractableError, errors.ElementClickInterceptedError];
        if (Date.now() > end || !passing.some((kind) => error instanceof kind)) throw error;
      }
    }
  }

  click() {
    return this.does((element) => this.driver.executeAsyncScript(STILL, element).then(() => element.click()));
  }

  fill(text) {
    // A page that is new moves the focus a frame later: keys after that would go elsewhere.
    const frames = 'requestAnimationFrame(() => requestAnimationFrame(arguments[0]))';
    return this.does((element) => this.driver.executeAsyncScript(frames).then(() => element.sendKeys(text)));
  }
}

/** A page of WebKit's, as `hands.mjs` wants one. */
class Page {
  constructor(driver) {
    this.driver = driver;
  }

  async evaluate(does, argument) {
    const script = `const done = arguments[1];
      Promise.resolve((${does})(arguments[0])).then((it) => done({ it }), (error) => done({ error: String(error) }));`;
    const { it, error } = await this.driver.executeAsyncScript(script, argument ?? null);
    if (error) throw new Error(error);
    return it;
  }

  reload() {
    return this.driver.navigate().refresh();
  }

  one(role, name) {
    return new Found(this.driver, () => this.driver.executeScript(`return (${named})(...arguments)`, role, name), `${role} ${name}`);
  }

  text(text) {
    return new Found(this.driver, () => this.driver.executeScript(`return (${saying})(...arguments)`, text), text);
  }

  field(selector) {
    return new Found(this.driver, () => this.driver.findElements(By.css(selector)).then(([first]) => first), selector);
  }
}

/** Opens the app (`path` after its address), and closes it whatever happens. `run` is given the page. */
export async function openedInWebkit({ path = '?lang=en' }, run) {
  started ??= start();
  const options = { binary: process.env.COG, args: ['-P', 'headless', '--automation'] };
  const wanted = { browserName: 'cog', 'wpe:browserOptions': options };
  const driver = await new Builder().usingServer((await started).url).withCapabilities(wanted).build();
  try {
    await driver.get((await baseUrl()) + path);
    const page = new Page(driver);
    await page.field('#app > :not(#first) h1').wait();
    await run(page);
  } catch (error) {
    const [address, text] = await driver.executeScript('return [location.href, document.body.innerText]').catch(() => ['?', '']);
    throw located(error, address, text);
  } finally {
    await driver.quit();
  }
}
