import { toLegacyAuthView } from '../cards/legacy-auth.ts';
import { type Rendered, render } from '../cards/render.ts';
import { KnownError } from '../errors.ts';
import { type LegacyReading, MOST_DAYS } from '../rollout/legacy-auth.ts';
import type { Answer } from './rows.ts';
import type { Services, Turn } from './turn.ts';

/** Most tenants are read within this; a month of a large one takes minutes. */
const WAITED_MS = 4_000;

export async function showLegacyAuth(_input: object, turn: Turn, services: Services): Promise<Answer> {
  const question = services.legacy.ask();
  const [named, first] = await Promise.all([
    services.directory.organisation().catch(onlyKnown),
    question.soon(WAITED_MS).catch(onlyKnown),
  ]);
  const organisation = named instanceof KnownError ? null : named.displayName;
  const draw = (found: LegacyReading | KnownError | null): Rendered => {
    const about = { organisation, asOf: services.clock.now() };
    if (found === null) return drawn({ ...about, days: MOST_DAYS });
    if (found instanceof KnownError) return drawn({ ...about, unreadable: found });
    return drawn({ ...about, asOf: found.report.asOf, reading: found });
  };
  const drawn = (input: Parameters<typeof toLegacyAuthView>[0]) =>
    render('legacy-auth', toLegacyAuthView(input, turn.texts));
  if (first !== null) return draw(first);
  return { shown: draw(null), whole: question.whole.catch(onlyKnown).then(draw) };
}

function onlyKnown(error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  throw error;
}
