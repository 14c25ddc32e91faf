import { Unavailable } from '../errors.ts';
import { RequestRefused } from './outcomes.ts';

/**
 * A question that Graph does not take is one answer fewer, and no reason to give none: whoever asks about much is
 * told what is missing. Elsewhere a refusal is a bug and stays one.
 */
export function withoutRefusals<Reader extends object>(reader: Reader): Reader {
  const careful = Object.entries(reader).map(([name, read]: [string, (...given: never[]) => unknown]) => [
    name,
    (...given: never[]) => {
      const answer = read(...given);
      return answer instanceof Promise ? answer.catch(asUnavailable) : answer;
    },
  ]);
  // The same names with the same parameters and answers.
  return Object.fromEntries(careful) as Reader;
}

function asUnavailable(error: unknown): never {
  if (!(error instanceof RequestRefused)) throw error;
  throw new Unavailable(
    'Microsoft Graph does not take this question here.',
    'Check that GRAPH_BASE_URL is Graph’s own address for your cloud.',
    { cause: error },
  );
}
