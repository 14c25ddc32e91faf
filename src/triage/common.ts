import type { Clock } from '../clock.ts';
import { keep } from './kept.ts';
import type { TenantReader } from './ports.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far back the tenant's own story goes. */
const FAILURES_FOR_MS = DAY;
const CHANGES_FOR_MS = 14 * DAY;
const INCIDENTS_FOR_MS = 3 * DAY;

/** What is the same whoever is asked about, read once for everybody who asks within some minutes. */
export type Common = {
  readonly [Name in keyof TenantReader]: () => ReturnType<TenantReader[Name]>;
};

export function shareCommon(tenant: TenantReader, clock: Clock): Common {
  const share = <Value>(milliseconds: number, read: () => Promise<Value>) =>
    keep({ clock, milliseconds }, read);
  const ago = (milliseconds: number) => new Date(clock.now().getTime() - milliseconds);
  return {
    organisation: share(HOUR, tenant.organisation),
    edition: share(HOUR, tenant.edition),
    recentFailures: share(2 * MINUTE, () => tenant.recentFailures(ago(FAILURES_FOR_MS))),
    policies: share(5 * MINUTE, tenant.policies),
    securityDefaults: share(10 * MINUTE, tenant.securityDefaults),
    methodRules: share(5 * MINUTE, tenant.methodRules),
    changes: share(5 * MINUTE, () => tenant.changes(ago(CHANGES_FOR_MS))),
    incidents: share(3 * MINUTE, () => tenant.incidents(ago(INCIDENTS_FOR_MS))),
    roleGrants: share(10 * MINUTE, tenant.roleGrants),
  };
}
