/** Teams in a process of its own, so that its work is not counted with the sender's: takes every message at once. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const chats = new Map<string, number>();
let bytes = 0;
let id = 0;

const server = createServer((request, response) => {
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  request.on('end', () => {
    const chat = request.url ?? '';
    chats.set(chat, (chats.get(chat) ?? 0) + 1);
    id += 1;
    const body = `{"id":"activity-${id}"}`;
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  process.send?.({ serviceUrl: `http://127.0.0.1:${port}/` });
});
process.on('message', () => {
  process.send?.({ chats: chats.size, most: Math.max(0, ...chats.values()), bytes });
  chats.clear();
  bytes = 0;
});
// The sender went away, however it did.
process.on('disconnect', () => process.exit());
