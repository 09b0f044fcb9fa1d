// What stands between the app and the server: passes everything on, and does to a request of the API what a network
// does. Listens on this machine only.
//
// `rule` is asked about each such request and gives what becomes of it, or nothing:
//
//   { wait: ms }          it is passed on so much later
//   { cut: 'before' }     the connection is closed; the server never hears of it
//   { answer: {...} }     somebody on the way answers (status, headers, body); the server never hears of it
//   { late: ms }          it is carried out, and the answer passed on so much later
//   { until: promise }    and only when this has come
//   { cut: 'after' }      it is carried out, and the connection closed without an answer
//   { cut: 'reset' }      it is reset in the middle of the answer
//   { cut: 'short' }      it is closed before the length that the answer has named
//   { cut: 'chunk' }      it is closed before the last chunk
//   { cut: 'end' }        it ends early, and nothing in it says that it does
//
// `heard` is what the app has sent, in the order in which it came.

import { EventEmitter, once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { listening } from './ports.mjs';
import { UPSTREAM, VIOLATION } from './prism.mjs';

/** What somebody on the way answers who wants to be asked first, as networks of hotels and trains do. */
export const PORTAL = { status: 200, headers: [['Content-Type', 'text/html']], body: '<!DOCTYPE html><title>Welcome</title>' };

const API = /^\/v1\//;
/** What concerns one connection only. */
const HOP = /^(connection|keep-alive|transfer-encoding|content-length)$/i;

export class Proxy {
  heard = [];
  rule = () => undefined;
  /** What is on its way. */
  under = new Set();
  done = new EventEmitter();

  /** What did not keep the contract, as whoever holds it against that has said. */
  violations = [];

  /**
   * Stands before the server at that address. `pages` are further ones, by path: what answers `(request, response)`. `via` is
   * the address of what requests of the API go through on their way to the server (./prism.mjs).
   */
  static async before(address, pages = {}, via = undefined) {
    const proxy = new Proxy();
    proxy.server = new URL(address);
    proxy.via = via && new URL(via);
    proxy.pages = pages;
    proxy.http = createServer((request, response) => {
      // Whoever is cut off has gone: nobody is left to be told.
      const passed = proxy.pass(request, response).catch(() => request.socket.destroy());
      proxy.under.add(passed);
      passed.then(() => proxy.under.delete(passed));
    });
    // Connections end by what is done to them here, and by nothing else.
    proxy.http.keepAliveTimeout = 0;
    proxy.url = `http://127.0.0.1:${await listening(proxy.http)}/`;
    return proxy;
  }

  async pass(request, response) {
    const path = request.url.split('?')[0];
    const page = Object.keys(this.pages).find((start) => path.startsWith(start));
    if (page && !(await this.pages[page](request, response))) return undefined;
    if (!API.test(path)) return whole(response, await this.carry(request, ''));
    const body = await buffer(request);
    const { 'idempotency-key': key, traceparent = '' } = request.headers;
    const trace = traceparent.split('-')[1];
    const seen = { method: request.method, path, key, trace, body: body.toString() };
    this.heard.push(seen);
    const does = this.rule(seen) || {};
    if (does.wait) await pause(does.wait);
    if (does.cut === 'before') return request.socket.destroy();
    if (does.answer) return whole(response, does.answer);
    const answer = await this.carry(request, body);
    seen.status = answer.status;
    this.done.emit('carried', seen);
    if (does.late) await pause(does.late);
    await does.until;
    return does.cut ? broken(response, answer, does.cut) : whole(response, answer);
  }

  /** Has it carried out, on a connection of its own, whatever has become of the app's. */
  carry(request, body) {
    const through = this.via && API.test(request.url.split('?')[0]);
    const { hostname, port } = through ? this.via : this.server;
    const headers = { ...request.headers, connection: 'close', ...(through && { [UPSTREAM]: `${this.server.origin} ${request.headers.host}` }) };
    const options = { hostname, port, method: request.method, path: request.url, headers, agent: false };
    return new Promise((resolve, reject) => {
      const sent = ask(options, (answer) => {
        const fields = answer.rawHeaders.flatMap((name, i, all) => (i % 2 || HOP.test(name) ? [] : [[name, all[i + 1]]]));
        buffer(answer).then((bytes) => {
          if (through && VIOLATION.test(bytes)) this.violations.push(`${request.method} ${request.url}: ${bytes}`);
          resolve({ status: answer.statusCode, headers: fields, body: bytes });
        }, reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** Until the server has answered a request of this kind. */
  async carried(kind) {
    while (!this.heard.some((seen) => seen.status && kind(seen))) await once(this.done, 'carried');
  }

  /** Whatever was on its way has come to its end, also what nobody waits for any more. */
  async quiet() {
    while (this.under.size > 0) await Promise.all(this.under);
  }

  async stop() {
    const ended = new Promise((resolve) => this.http.close(resolve));
    this.http.closeAllConnections();
    await ended;
  }
}

function whole(response, { status, headers, body }) {
  const bytes = Buffer.from(body);
  // Headers are sent raw, one after the other, so that one may come twice.
  const length = status === 204 || status === 304 ? [] : ['Content-Length', bytes.length];
  response.writeHead(status, [...headers.flat(), ...length]).end(response.req.method === 'HEAD' ? '' : bytes);
}

/** The answer as far as it comes through. */
function broken(response, { status, headers, body }, cut) {
  const { socket } = response;
  if (cut === 'after') return socket.destroy();
  const half = body.subarray(0, Math.ceil(body.length / 2));
  // Without a length it goes until the connection is closed (RFC 9112, 6.3).
  response.useChunkedEncodingByDefault = false;
  const length = { chunk: ['Transfer-Encoding', 'chunked'], end: ['Connection', 'close'] };
  response.writeHead(status, [...headers.flat(), ...(length[cut] || ['Content-Length', body.length + 1])]);
  if (cut === 'end') return response.end(half);
  return response.write(half, () => (cut === 'reset' ? socket.resetAndDestroy() : socket.destroy()));
}
