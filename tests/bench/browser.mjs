// Chromium as a slow phone on a slow network, with a profile of its own, as somebody has who was never there before.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { FLAGS } from '../e2e/support/chromium.mjs';

/** A cheap phone on a slow mobile network: the processor slowed by a factor, milliseconds, bits a second, pixels. */
export const CONDITIONS = { cpu: 4, latency: 150, down: 1_600_000, up: 750_000, width: 360, height: 800 };
/** How long nothing may be on its way until a page is called quiet, and how long that is waited for, in milliseconds. */
const QUIET_MS = 1000;
const WAIT_MS = 60_000;

const SCRIPT = readFileSync(new URL('./page.js', import.meta.url), 'utf8');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const SLOW = {
  offline: false,
  latency: CONDITIONS.latency,
  downloadThroughput: CONDITIONS.down / 8,
  uploadThroughput: CONDITIONS.up / 8,
};

/** A page that is measured: what goes over its network, its workers' and its service worker's. */
class Visit {
  constructor(page) {
    this.page = page;
    this.bytes = 0;
    this.requests = 0;
    this.waiting = new Set();
    this.ended = new Set();
    this.since = performance.now();
  }

  /** Watches one more of those that use the network. The script of a worker is asked for by its page, and ends in the worker. */
  async watch(session, held = false) {
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      // What is inlined as `data:` was received with the file that it is in.
      if (/^https?:/.test(request.url)) this.waiting.add(requestId);
      else this.ended.add(requestId);
    });
    // A service worker may be attached twice, and its requests end twice then.
    const ends = ({ requestId, encodedDataLength = 0 }) => {
      if (this.ended.has(requestId)) return;
      this.ended.add(requestId);
      this.waiting.delete(requestId);
      this.since = performance.now();
      this.bytes += encodedDataLength;
      if (encodedDataLength > 0) this.requests += 1;
    };
    session.on('Network.loadingFinished', ends);
    // Of a request that was given up, the bytes that came count.
    const come = new Map();
    const comes = (id, bytes) => come.set(id, (come.get(id) ?? 0) + bytes);
    session.on('Network.responseReceived', ({ requestId, response }) => comes(requestId, response.encodedDataLength));
    session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => comes(requestId, encodedDataLength));
    session.on('Network.loadingFailed', ({ requestId }) => ends({ requestId, encodedDataLength: come.get(requestId) }));
    session.on('sessionattached', (worker) => {
      // It may be gone already.
      this.watch(worker, true).catch(() => {});
    });
    const orders = [
      session.send('Network.enable'),
      session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    ];
    // Some of them are answered only once it runs.
    if (held) orders.push(session.send('Runtime.runIfWaitingForDebugger'));
    await Promise.all(orders);
  }

  /** Nothing was on its way for a while. */
  async quiet() {
    const began = performance.now();
    for (;;) {
      if (this.waiting.size === 0 && performance.now() - this.since > QUIET_MS) return;
      if (performance.now() - began > WAIT_MS) throw new Error(`${this.page.url()}: ${[...this.waiting]} do not end`);
      await sleep(50);
    }
  }

  /** Closes it; fails if a script of its own did. */
  async close() {
    await this.page.close();
    if (this.failed) throw this.failed;
  }
}

export class Phone {
  /** Starts the browser, with the process of the page's site: what is measured is the page, not that. */
  static async start(chromium, url) {
    const phone = new Phone();
    phone.profile = mkdtempSync(join(tmpdir(), 'citizen-bench-'));
    phone.browser = await puppeteer.launch({
      executablePath: chromium,
      headless: /headless.shell/.test(chromium) ? 'shell' : true,
      args: [...FLAGS, '--lang=en-US'],
      userDataDir: phone.profile,
      defaultViewport: { width: CONDITIONS.width, height: CONDITIONS.height, isMobile: true, hasTouch: true },
      protocolTimeout: WAIT_MS,
    });
    phone.url = url;
    const first = (await phone.browser.pages())[0];
    await first.goto(`${url}healthz`);
    return phone;
  }

  /** A page, not yet at its address, on a slow processor, and on a slow network if `slows`. */
  async visit({ slows = true } = {}) {
    const page = await this.browser.newPage();
    const visit = new Visit(page);
    page.on('pageerror', (error) => {
      visit.failed = error;
    });
    const session = await page.createCDPSession();
    await visit.watch(session);
    // The page's workers are as slow as it is. A service worker belongs to no page.
    if (slows) await session.send('Network.emulateNetworkConditions', SLOW);
    const service = async (target) => {
      if (target.type() !== 'service_worker') return;
      const worker = await target.createCDPSession();
      await visit.watch(worker);
      if (slows) await worker.send('Network.emulateNetworkConditions', SLOW);
    };
    await Promise.all(this.browser.targets().map(service));
    const started = (target) => {
      service(target).catch((error) => {
        if (!page.isClosed()) visit.failed = error;
      });
    };
    this.browser.on('targetcreated', started);
    page.once('close', () => this.browser.off('targetcreated', started));
    await session.send('Emulation.setCPUThrottlingRate', { rate: CONDITIONS.cpu });
    await page.evaluateOnNewDocument(SCRIPT);
    page.setDefaultTimeout(WAIT_MS);
    return visit;
  }

  async stop() {
    await this.browser.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

export { sleep };
