import { slot } from '../../src/delivery/letter.ts';
import type { Campaigns, DeliveryJobs, Recheck, Settled, Verdict } from '../../src/delivery/ports.ts';
import type { Db } from '../../src/store/db.ts';

export interface FakeCampaigns extends Campaigns {
  standing: Recheck['standing'];
  readonly registered: Set<string>;
  readonly gone: Set<string>;
  readonly told: Settled[];
  readonly refusals: string[];
  asked: number;
}

/** A campaign that wants everybody to get its card, until the test says otherwise. */
export function fakeCampaigns(text = 'Please register.'): FakeCampaigns {
  return {
    standing: 'running',
    registered: new Set(),
    gone: new Set(),
    told: [],
    refusals: [],
    asked: 0,
    async recheck(_, personIds) {
      this.asked += 1;
      const verdicts = new Map<string, Verdict>();
      for (const id of personIds.filter((one) => !this.gone.has(one))) {
        const send = { kind: 'send', values: { name: `Person "${id}"` } } as const;
        verdicts.set(id, this.registered.has(id) ? { kind: 'superseded' } : send);
      }
      return { standing: this.standing, verdicts };
    },
    async letterFor(_, language) {
      return { activity: { type: 'message', text: `${language}: ${slot('name')}. ${text}` } };
    },
    async settled(_, rows) {
      this.told.push(...rows);
    },
    async refused(_, detail) {
      this.refusals.push(detail);
    },
  };
}

export interface RememberedJobs extends DeliveryJobs {
  readonly added: {
    readonly kind: 'deliver' | 'install';
    readonly batchId: number;
    readonly afterMs: number;
  }[];
}

export function rememberJobs(): RememberedJobs {
  const added: RememberedJobs['added'] = [];
  return {
    added,
    async deliver(batchId, afterMs) {
      added.push({ kind: 'deliver', batchId, afterMs });
    },
    async install(batchId) {
      added.push({ kind: 'install', batchId, afterMs: 0 });
    },
  };
}

export const personId = (number: number) => `person-${String(number).padStart(6, '0')}`;

/** A personal chat for each of so many people. */
export async function addChats(db: Db, people: number, serviceUrl: string): Promise<void> {
  await db.query(
    `insert into conversations (conversation_id, kind, person_id, service_url, bot_id, installed,
       first_seen_at, last_seen_at)
     select 'a:' || id, 'personal', id, $2, '28:bot', true, to_timestamp(0), to_timestamp(0)
       from (select 'person-' || lpad(number::text, 6, '0') as id from generate_series(1, $1::integer) number) people`,
    [people, serviceUrl],
  );
}
