import type { CampaignDesk, CaseDesk, PersonDesk, TenantAlternatives } from '../campaign/ports.ts';
import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import type { Database } from '../store/db.ts';
import type { Services } from '../teams/turn.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
}

/** Everything of campaigns that needs the database, Graph, Teams or the queue. */
export function buildCampaigns(_parts: Parts) {
  const services: Pick<Services, 'campaigns' | 'recipients' | 'cases' | 'alternatives'> = {
    campaigns: notReady<CampaignDesk>(),
    recipients: notReady<PersonDesk>(),
    cases: notReady<CaseDesk>(),
    alternatives: notReady<TenantAlternatives>(),
  };
  return { services, jobs: {} };
}

function notReady<Desk extends object>(): Desk {
  const answer = async () => {
    throw new UserError('not-ready', 'Campaigns are being built.', 'Come back in an hour.');
  };
  return new Proxy({} as Desk, { get: () => answer });
}
