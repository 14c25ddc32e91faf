import type { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';
import { clean, withoutSecrets } from './log-cleaning.ts';

export type Log = pino.Logger;

/** What every line that is written during one request says about it, such as its id. */
export type LogTrail = AsyncLocalStorage<Readonly<Record<string, string>>>;

export interface LogOptions {
  readonly level: string;
  /** Standard error when left out: standard output belongs to results. */
  readonly destination?: pino.DestinationStream;
  readonly trail?: LogTrail;
}

const INFO = pino.levels.values.info ?? 30;

/**
 * One JSON object a line. Secrets reach it at no level. People's names, addresses and words are written
 * at `debug` and below only: an operator's log is read by more people than may read the directory.
 */
export function createLog({ level, destination = pino.destination(2), trail }: LogOptions): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Errors arrive cleaned; pino's own serializer would take them for objects without a class.
      serializers: { err: (err: unknown) => err },
      mixin: () => ({ ...trail?.getStore() }),
      hooks: {
        logMethod(inputs, method, weight) {
          const [first, ...rest] = inputs.map((input) => clean(input, { people: weight < INFO }));
          const cleaned = (inputs[0] as unknown) instanceof Error ? withError(first, rest) : [first, ...rest];
          // Pino's own overloads cannot describe a list that was mapped; the shapes are unchanged.
          method.apply(this, cleaned as unknown as Parameters<typeof method>);
        },
        // The last net: what child loggers carry never passes through logMethod.
        streamWrite: withoutSecrets,
      },
    },
    destination,
  );
}

/** Pino tells an error by its class, which a cleaned copy has no more. */
function withError(error: unknown, rest: readonly unknown[]): readonly unknown[] {
  const message = (error as { message: string }).message;
  return [{ err: error }, ...(rest.length > 0 ? rest : [message])];
}
