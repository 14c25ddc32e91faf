import type { Clock } from '../clock.ts';
import { isObjectId } from '../environment.ts';
import type { Person } from '../people/people.ts';
import type { RegistrationFacts } from '../triage/evidence.ts';
import type { Account } from '../triage/ports.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { RequestRefused } from './outcomes.ts';
import { isSegment } from './path.ts';
import { PERSON_SELECT, readPerson } from './person.ts';
import { readRegistrationRow } from './registrations.ts';
import { nonsense } from './shape.ts';
import type { Urgency } from './window.ts';

/** Looking somebody up by name and then asking about them is one question: it needs one request. */
const KEPT_FOR_MS = 10_000;
const SELECT = `${PERSON_SELECT},onPremisesSyncEnabled,lastPasswordChangeDateTime`;

export interface Accounts {
  findPerson(idOrName: string): Promise<Person | undefined>;
  accountOf(personId: string): Promise<Account | undefined>;
}

export function createAccounts(
  graph: Graph,
  { urgency, clock }: { urgency: Urgency; clock: Clock },
): Accounts {
  const kept = new Map<string, { readonly account: Account; readonly until: number }>();
  const remember = (account: Account) => {
    const now = clock.now().getTime();
    for (const [id, { until }] of kept) if (until <= now) kept.delete(id);
    kept.set(account.person.id, { account, until: now + KEPT_FOR_MS });
  };
  const read = async (idOrName: string): Promise<Account | undefined> => {
    // Nothing else can name an account; Graph would take some of it for a path of its own.
    if (!isObjectId(idOrName) && !(idOrName.includes('@') && isSegment(idOrName))) return undefined;
    const answer = await graph
      .ask('person', { id: idOrName }, { urgency, query: { $select: SELECT } })
      .catch((error: unknown) => {
        // A name that cannot exist, such as one with a bracket in it, is refused rather than not found.
        if (error instanceof RequestRefused && error.status === 400) return undefined;
        throw error;
      });
    if (answer === undefined) return undefined;
    const fields = fieldsOf(answer);
    return {
      person: readPerson(answer),
      synced: fields.flag('onPremisesSyncEnabled') ?? false,
      passwordChangedAt: fields.time('lastPasswordChangeDateTime'),
    };
  };
  return {
    async findPerson(idOrName) {
      const account = await read(idOrName);
      if (account) remember(account);
      return account?.person;
    },
    async accountOf(personId) {
      const known = kept.get(personId);
      // Taken once: who asks again wants to know how it is now.
      kept.delete(personId);
      if (known && known.until > clock.now().getTime()) return known.account;
      return read(personId);
    },
  };
}

/** One person's row of the registration report; null where it has none. */
export async function readRegistrationOf(
  graph: Graph,
  urgency: Urgency,
  personId: string,
): Promise<RegistrationFacts | null> {
  if (!isSegment(personId)) return null;
  const answer = await graph.ask('registrationDetails', { id: personId }, { urgency });
  if (answer === undefined) return null;
  const row = readRegistrationRow(answer);
  return {
    isAdmin: row.isAdmin,
    registered: row.mfaRegistered,
    capable: row.mfaCapable,
    methods: row.methods,
    updatedAt: row.updatedAt,
  };
}

export async function readPerUserMfa(
  graph: Graph,
  urgency: Urgency,
  personId: string,
): Promise<'disabled' | 'enabled' | 'enforced'> {
  if (!isSegment(personId)) return 'disabled';
  const state = fieldsOf(await graph.ask('perUserMfa', { id: personId }, { urgency })).text(
    'perUserMfaState',
  );
  if (state === 'disabled' || state === 'enabled' || state === 'enforced') return state;
  throw nonsense('a per-user MFA state that does not exist');
}
