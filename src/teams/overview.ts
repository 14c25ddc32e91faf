import { toReadinessView } from '../cards/readiness.ts';
import { toRegistrationView } from '../cards/registration.ts';
import { type Rendered, render } from '../cards/render.ts';
import { KnownError } from '../errors.ts';
import type { Readiness } from '../rollout/readiness.ts';
import type { Answer } from './rows.ts';
import type { Services, Turn } from './turn.ts';

export async function showRegistration(_input: object, turn: Turn, services: Services): Promise<Rendered> {
  const [organisation, reading] = await Promise.all([
    services.directory.organisation().catch(onlyKnown),
    services.coverage.read().catch(onlyKnown),
  ]);
  const about = { organisation: organisation instanceof KnownError ? null : organisation.displayName };
  const input =
    reading instanceof KnownError
      ? { ...about, unreadable: reading, asOf: services.clock.now() }
      : { ...about, coverage: reading.coverage, reading: !reading.complete, asOf: reading.asOf };
  return render('registration', toRegistrationView(input, turn.texts));
}

/** Most gates are judged within this; the reports of a large tenant take minutes. */
const READINESS_WAITED_MS = 4_000;

export async function showReadiness(_input: object, turn: Turn, services: Services): Promise<Answer> {
  const run = services.readiness.check();
  const [named, first] = await Promise.all([
    services.directory.organisation().catch(onlyKnown),
    run.soon(READINESS_WAITED_MS),
  ]);
  const organisation = named instanceof KnownError ? null : named.displayName;
  const draw = (readiness: Readiness) =>
    render('readiness', toReadinessView({ ...readiness, organisation }, turn.texts));
  return first.complete ? draw(first) : { shown: draw(first), whole: run.whole.then(draw) };
}

function onlyKnown(error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  throw error;
}
