// Between the app and the server: Prism, which holds every request and every answer to the contract and answers with an
// error of its own where one does not keep it. One for each test file, whichever server a request is for.

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after } from 'node:test';
import { folder } from './folder.mjs';
import { free, listening } from './ports.mjs';
import { start } from './program.mjs';
import { root } from './server.mjs';

/** Names the server that a request is for, and the host that the app has asked: the server's word for its own origin. */
export const UPSTREAM = 'x-citizen-upstream';
/** What stands in the answers of Prism's own. */
export const VIOLATION = /stoplight\.io\/prism\/errors/;

/** A program that does not look whether anybody is left: it ends with its standard input. */
const BOUND = "process.stdin.on('end', () => process.exit()).resume(); process.argv.splice(1, 0, 'prism'); require(process.env.PRISM);";

/** The contract for a server without TLS: its cookie has no prefix, and whether somebody is signed in, it says itself. */
function contract() {
  const text = readFileSync(join(root, 'crates/contract/openapi.yaml'), 'utf8');
  return text.replace('name: __Host-session', 'name: session').replace(/^( *)security:.*$(\n\1 *- .*$)*/gm, '$1security: []');
}

/** Hands each request on to the server that it names. */
function router() {
  return createServer((request, response) => {
    const { [UPSTREAM]: named, ...headers } = request.headers;
    const [upstream, host] = named.split(' ');
    const options = { method: request.method, headers: { ...headers, host }, agent: false };
    const sent = ask(upstream + request.url, options, (answer) => {
      response.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(response);
    });
    sent.on('error', () => response.destroy());
    request.pipe(sent);
  });
}

async function begin() {
  const document = join(folder(), 'openapi.yaml');
  writeFileSync(document, contract());
  const back = router();
  const upstream = `http://127.0.0.1:${await listening(back)}`;
  // It does not say which port it has been given.
  const port = await free();
  const path = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js');
  const args = ['-e', BOUND, '--', 'proxy', document, upstream, '--errors', '--port', String(port)];
  const program = await start(process.execPath, args, { env: { ...process.env, PRISM: path } });
  await program.line(/is listening/);
  const stop = async () => {
    await program.stop();
    back.closeAllConnections();
    back.close();
  };
  return { url: `http://127.0.0.1:${port}/`, stop };
}

let begun;

/** Its address; it is started with the first that asks. */
export async function prism() {
  begun ??= begin();
  return (await begun).url;
}

after(async () => {
  if (begun) await (await begun).stop();
});
