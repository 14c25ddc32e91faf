import type { IncomingMessage } from 'node:http';
import { HttpProblem } from './problem.ts';

export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** Cards nest a dozen levels; a thousand are meant to exhaust the stack of whoever walks them. */
const MOST_DEPTH = 64;
/** What is still thrown away after a refusal, so that the sender can read the answer before the line closes. */
const LINGER_BYTES = 1024 * 1024;

/** Reads one JSON object, within limits of size, time and depth. Throws an HttpProblem otherwise. */
export async function readJsonObject(req: IncomingMessage, limits: BodyLimits): Promise<object> {
  requireJson(req);
  const declared = Number(req.headers['content-length'] ?? 0);
  const bytes = await readBytes(req, declared > limits.maxBytes ? { ...limits, maxBytes: 0 } : limits);
  const value = parse(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpProblem(400, 'not-an-object', 'The body must be a JSON object.');
  }
  return tidied(value);
}

function requireJson(req: IncomingMessage): void {
  const type = req.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    throw new HttpProblem(415, 'unsupported-media-type', 'The body must be application/json in UTF-8.');
  }
  if ((req.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new HttpProblem(415, 'unsupported-encoding', 'The body must not be compressed.');
  }
}

function readBytes(req: IncomingMessage, { maxBytes, timeoutMs }: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let refused = false;
    const refuse = (status: number, code: string, message: string) => {
      refused = true;
      chunks.length = 0;
      reject(new HttpProblem(status, code, message));
    };
    const slow = setTimeout(() => {
      if (refused) req.destroy();
      else refuse(408, 'too-slow', 'The body did not arrive in time.');
    }, timeoutMs);
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (!refused && size <= maxBytes) chunks.push(chunk);
      else if (!refused) refuse(413, 'too-large', 'The body is too large.');
      else if (size > maxBytes + LINGER_BYTES) req.destroy();
    });
    req.once('end', () => resolve(Buffer.concat(chunks)));
    req.once('error', () => refuse(400, 'broken-off', 'The request broke off.'));
    req.once('close', () => clearTimeout(slow));
  });
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The parser's message quotes the body; the caller learns only that it is not JSON.
    throw new HttpProblem(400, 'malformed-json', 'The body is not JSON in UTF-8.');
  }
}

/**
 * Refuses what only an attacker sends (deep nesting, keys that reach for prototypes) and mends in place what
 * no database or encoder takes: NUL characters and lone halves of surrogate pairs. No recursion: depth is the attack.
 */
function tidied(root: object): object {
  const waiting = [{ node: root as Record<string, unknown>, depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    if (depth > MOST_DEPTH) throw new HttpProblem(400, 'too-deep', 'The body is nested too deeply.');
    // Arrays are walked by index as objects are by key.
    for (const [key, item] of Object.entries(node)) {
      if (key === '__proto__')
        throw new HttpProblem(400, 'bad-key', 'The body holds a key that is not taken.');
      if (typeof item === 'string') node[key] = item.replaceAll('\0', '').toWellFormed();
      else if (typeof item === 'object' && item !== null) {
        waiting.push({ node: item as Record<string, unknown>, depth: depth + 1 });
      }
    }
  }
  return root;
}
