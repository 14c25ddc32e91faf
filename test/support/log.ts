import { createLog, type Log } from '../../src/log.ts';

export interface CapturedLog {
  readonly log: Log;
  text(): string;
  clear(): void;
}

/** A real log whose lines stay in memory. */
export function captureLog(level = 'trace'): CapturedLog {
  const lines: string[] = [];
  return {
    log: createLog({ level, destination: { write: (line) => void lines.push(line) } }),
    text: () => lines.join(''),
    clear: () => {
      lines.length = 0;
    },
  };
}
