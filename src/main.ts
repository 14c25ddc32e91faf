#!/usr/bin/env node
import { runCommandLine } from './cli/run.ts';
import { loadConfig } from './config.ts';

/** The process's edge: arguments, environment, signals, streams. No other file touches `process`. */
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stopping.abort(signal));
}
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `muster registration --csv | head` closes the pipe early; that is no failure.
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
try {
  process.loadEnvFile();
} catch (error) {
  // Without a file named .env the environment alone decides.
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
    process.stderr.write(
      `The file .env cannot be read. See that it is a file, and that this user may read it.\n`,
    );
    process.exit(2);
  }
}

const status = await runCommandLine(process.argv.slice(2), {
  out: (text) => write(process.stdout, text),
  say: (text) => {
    process.stderr.write(`${text}\n`);
  },
  signal: stopping.signal,
  // Imported late: a usage error or a help text does not wait for the bot's libraries.
  tools: async () => (await import('./app/tools.ts')).createTools(loadConfig(process.env), process.pid),
});
// What was cut off, or did not close in time, would keep the process. Everything that was said has been written.
process.exit(status);

function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
