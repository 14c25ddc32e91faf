import type { TenantAlternatives } from '../campaign/ports.ts';
import type { Clock } from '../clock.ts';
import type { Queue } from '../jobs/queue.ts';
import type { Services } from '../teams/turn.ts';
import { buildRegister, type RegisterParts } from './exception-register.ts';
import { buildExemptions, type ExemptionParts } from './exemptions.ts';
import type { GraphFacts } from './graph.ts';

interface Parts
  extends Omit<RegisterParts, 'readers' | 'enqueue'>,
    Omit<ExemptionParts, 'alternatives' | 'enqueue'> {
  readonly config: RegisterParts['config'] & ExemptionParts['config'];
  readonly clock: Clock;
  readonly readinessFacts: (asker: 'background') => GraphFacts;
  readonly registrationRules: TenantAlternatives;
  readonly enqueue: Enqueue;
}

type Jobs = ReturnType<typeof buildRegister>['jobs'] & ReturnType<typeof buildExemptions>['jobs'];
type Enqueue = Queue<Jobs>['enqueue'];

/** Who needs another way to MFA, and what is said to those who want none. */
export function buildExceptions(parts: Parts) {
  const { enqueue } = parts;
  const register = buildRegister({
    ...parts,
    readers: () => parts.readinessFacts('background'),
    enqueue: (name, payload, options) => enqueue(name, payload, options),
  });
  const exemptions = buildExemptions({
    ...parts,
    alternatives: parts.registrationRules,
    enqueue: (name, payload, options) => enqueue(name, payload, options),
  });
  const services: Pick<Services, 'exceptions' | 'exemptions'> = {
    exceptions: register.desk,
    exemptions: exemptions.desk,
  };
  return {
    services,
    jobs: { ...register.jobs, ...exemptions.jobs },
    settled: register.settled,
    lookThrough: register.lookThrough,
    file: register.file,
    start: register.start,
  };
}
