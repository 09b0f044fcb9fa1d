// Ports on this machine, which nobody else listens on.

import { createServer } from 'node:http';

/** Begins to listen on one, and gives it. */
export function listening(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

/** One for a program that wants to be told. */
export async function free() {
  const server = createServer();
  const port = await listening(server);
  await new Promise((closed) => server.close(closed));
  return port;
}
