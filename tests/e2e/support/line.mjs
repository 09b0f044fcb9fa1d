// The line to a server: `state` says what becomes of every request, `server` who answers, and `asked` holds path and status of
// each in its order. Listens on this machine only.

import { Proxy } from './proxy.mjs';

export class Line {
  /** `up`; `cut`: every connection is closed; `dead`: nobody ever answers. */
  state = 'up';
  asked = [];

  static async to(address) {
    return new Line(await Proxy.before(address));
  }

  /** The line that a proxy is. */
  constructor(proxy) {
    this.proxy = proxy;
    proxy.pages = { '/': (request, response) => this.passes(request, response) };
  }

  get url() {
    return this.proxy.url;
  }

  set server(address) {
    this.proxy.server = new URL(address);
  }

  /** Whether a request goes on to the server. */
  async passes(request, response) {
    const { state } = this;
    if (state === 'cut') request.socket.destroy();
    if (state !== 'up') return false;
    const seen = { path: request.url, method: request.method };
    this.asked.push(seen);
    response.on('finish', () => { seen.status = response.statusCode; });
    return true;
  }

  stop() {
    return this.proxy.stop();
  }
}
