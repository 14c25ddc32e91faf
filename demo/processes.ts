import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

export interface Running {
  readonly name: string;
  readonly pid: number | undefined;
  /** Resolves with what was matched in the output, or rejects when the process ends or takes too long. */
  says(pattern: RegExp, withinMs: number): Promise<RegExpExecArray>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const STOPS_WITHIN_MS = 8_000;
const REMEMBERED = 20_000;

/** Starts a program of ours under the Node that runs this one. */
export function startProcess(options: {
  name: string;
  file: string;
  words: readonly string[];
  environment: Readonly<Record<string, string>>;
  onOutput?: (text: string) => void;
}): Running {
  const child = spawn(process.execPath, [options.file, ...options.words], {
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-REMEMBERED);
      options.onOutput?.(text);
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });

  return {
    name: options.name,
    pid: child.pid,
    ended,
    says(pattern, withinMs) {
      return new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          act();
        };
        const fail = (why: string) =>
          settle(() => reject(new Error(`The ${options.name} ${why}. Its last words:\n${output}`)));
        const look = () => {
          const found = pattern.exec(output);
          if (found) settle(() => resolve(found));
        };
        const timer = setTimeout(() => fail(`was not ready within ${withinMs / 1000} s`), withinMs);
        listeners.add(look);
        void ended.then(() => fail('ended before it was ready'));
        look();
      });
    },
    async stop() {
      await stopChild(child, ended);
    },
  };
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

/** The wanted port where it is free, else any: somebody else's program must not stop the demo. */
export async function freePort(wanted: number): Promise<number> {
  return (await tryPort(wanted)) ?? (await tryPort(0)) ?? wanted;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
