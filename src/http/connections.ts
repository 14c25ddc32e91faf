import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { BadConfiguration } from '../errors.ts';
import type { Log } from '../log.ts';

/** Teams speaks over a few connections; a flood is refused here, before it costs anything. */
const MOST_CONNECTIONS = 1_000;

export function limitConnections(server: Server, timeoutMs: number): void {
  server.headersTimeout = timeoutMs;
  server.requestTimeout = 2 * timeoutMs;
  // Longer than a load balancer keeps an idle line, or it sends into a closed one.
  server.keepAliveTimeout = 65_000;
  server.maxConnections = MOST_CONNECTIONS;
  server.maxHeadersCount = 100;
  // Node looks for slow heads every 30 seconds only; a line that never says a word goes after the timeout.
  const silent = new WeakMap<Socket, NodeJS.Timeout>();
  const heard = (socket: Socket) => {
    clearTimeout(silent.get(socket));
    silent.delete(socket);
  };
  server.on('connection', (socket: Socket) => {
    // After a busy moment what has arrived is read first: it is not the caller who was slow.
    const judge = () => setImmediate(() => silent.has(socket) && socket.destroy());
    silent.set(socket, setTimeout(judge, timeoutMs));
    socket.once('close', () => heard(socket));
  });
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    heard(req.socket);
    res.once('close', () => {
      // A line that was kept alive for the next request would hold a stop up for a minute.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  server.on('clientError', refuseUnreadable);
  // Restify listens and does nothing, which leaves the line open for good; unheard, it is an ordinary request.
  server.removeAllListeners('upgrade');
}

const UNREADABLE: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What arrives is no HTTP that Node can read, so there is no response object to answer with. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = UNREADABLE[error.code ?? ''] ?? '400 Bad Request';
  const body = '{"error":{"code":"bad-request","message":"The request cannot be read."}}';
  const head = `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
  socket.end(`${head}\r\n\r\n${body}`);
}

export function listen(
  server: Server,
  { host, port, log }: { readonly host: string; readonly port: number; readonly log: Log },
): Promise<{ url: string }> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(asConfiguration(error, host, port)));
    server.listen(port, host, () => {
      const { address, family, port: taken } = server.address() as AddressInfo;
      const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
      log.info({ url }, 'Listening.');
      resolve({ url });
    });
  });
}

function asConfiguration(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new BadConfiguration([`PORT ${port} is taken by another program. Example: PORT=${port + 1}`]);
  }
  if (error.code === 'EACCES') {
    return new BadConfiguration([`PORT ${port} needs more rights than this program has. Example: PORT=3978`]);
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new BadConfiguration([`HOST ${host} is no address of this machine. Example: HOST=0.0.0.0`]);
  }
  return error;
}

export function close(server: Server, boundMs: number, log: Log): Promise<void> {
  return new Promise((resolve) => {
    const bound = setTimeout(() => {
      log.warn({ boundMs }, 'Requests did not finish in time; closing them.');
      server.closeAllConnections();
    }, boundMs);
    server.close(() => {
      clearTimeout(bound);
      resolve();
    });
    server.closeIdleConnections();
  });
}
