import { toRegistrationView } from '../cards/registration.ts';
import { type Rendered, render } from '../cards/render.ts';
import { KnownError } from '../errors.ts';
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

function onlyKnown(error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  throw error;
}
