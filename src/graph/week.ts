import type { Clock } from '../clock.ts';
import { MissingPermission } from '../errors.ts';
import type {
  LogRead,
  PolicyImpact,
  ReportOnlyWeek,
  SingleFactorUse,
  SingleFactorWeek,
} from '../rollout/week.ts';
import type { Graph } from './client.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { instant } from './list.ts';
import type { RequestName } from './requests.ts';
import type { Reading } from './roster.ts';
import { WITH_NEW_WORDS } from './sign-ins.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;
const PAGE = '1000';
/** The newest of them: more takes longer than anybody waits for a gate, and hardly tells more. */
const ROWS = 30_000;
/** A service may cut pages as small as it likes; so many take minutes. */
const PAGES = 120;
/** Different people with different applications; who is beyond them is counted with nobody. */
const USES_KEPT = 20_000;

interface Options {
  readonly reading: Reading;
  readonly clock: Clock;
}

/** The rows of the last week, newest first, as far as the bound goes. */
async function readWeek(
  graph: Graph,
  { reading, clock }: Options,
  {
    name,
    filter,
    take,
  }: {
    name: RequestName & ('week' | 'singleFactorWeek');
    filter: string;
    take: (row: Fields, at: Date) => void;
  },
): Promise<LogRead> {
  const from = new Date(clock.now().getTime() - DAYS * DAY_MS);
  const $filter = [`createdDateTime ge ${instant(from)}`, filter].filter(Boolean).join(' and ');
  const query = { $filter, $orderby: 'createdDateTime desc', $top: PAGE };
  const options = { ...reading, query, headers: WITH_NEW_WORDS, mustExist: true } as const;
  let [signIns, oldest, pages] = [0, clock.now(), 0];
  for await (const page of graph.pages(name, {}, options, fieldsOf)) {
    for (const row of page) {
      const at = row.time('createdDateTime');
      if (at === null || at < from) continue;
      signIns += 1;
      if (at < oldest) oldest = at;
      take(row, at);
    }
    pages += 1;
    // Whether more follows is not told; a full bound is taken for less than everything.
    if (pages === PAGES || signIns >= ROWS) return { days: DAYS, signIns, whole: false, since: oldest };
  }
  return { days: DAYS, signIns, whole: true, since: from };
}

interface Impact extends PolicyImpact {
  readonly refused: Map<string, { readonly name: string; readonly controls: readonly string[] }>;
  readonly asked: Map<string, string>;
}

const APPLIED = 'appliedConditionalAccessPolicies';

export async function readReportOnlyWeek(graph: Graph, options: Options): Promise<ReportOnlyWeek> {
  const policies = new Map<string, Impact>();
  let told = 0;
  let successes = 0;
  const take = (row: Fields) => {
    // What failed anyway was not stopped by a policy that only reports.
    if (row.object('status').number('errorCode') !== 0) return;
    successes += 1;
    if (!row.names(APPLIED)) return;
    told += 1;
    for (const policy of row.objects(APPLIED) ?? []) countApplied(policies, row, policy);
  };
  const window = await readWeek(graph, options, { name: 'week', filter: '', take });
  // Left out of every row where the permission to read policies is missing.
  if (successes > 0 && told === 0) {
    throw new MissingPermission('Policy.Read.All', 'which policies applied to a sign-in');
  }
  return { window, policies };
}

function countApplied(policies: Map<string, Impact>, row: Fields, policy: Fields): void {
  const result = policy.text('result');
  if (result !== 'reportOnlyFailure' && result !== 'reportOnlyInterrupted') return;
  const id = policy.text('id')?.toLowerCase();
  const personId = row.text('userId')?.toLowerCase();
  if (id === undefined || personId === undefined) return;
  const impact = policies.get(id) ?? { refused: new Map(), asked: new Map() };
  policies.set(id, impact);
  const name = row.text('userPrincipalName') ?? row.text('userDisplayName') ?? personId;
  if (result === 'reportOnlyInterrupted') impact.asked.set(personId, name);
  else if (!impact.refused.has(personId)) {
    impact.refused.set(personId, { name, controls: policy.texts('enforcedGrantControls') });
  }
}

export async function readSingleFactorWeek(graph: Graph, options: Options): Promise<SingleFactorWeek> {
  const uses = new Map<string, SingleFactorUse>();
  const window = await readWeek(graph, options, {
    name: 'singleFactorWeek',
    filter: "authenticationRequirement eq 'singleFactorAuthentication' and status/errorCode eq 0",
    take(row, at) {
      const use = useIn(row);
      if (use === null) return;
      const key = JSON.stringify({ ...use, name: '' });
      const known = uses.get(key);
      if (known === undefined && uses.size >= USES_KEPT) return;
      const last = known && known.last > at ? known.last : at;
      uses.set(key, { ...use, signIns: (known?.signIns ?? 0) + 1, last });
    },
  });
  return { window, uses: [...uses.values()] };
}

/** Null: it was made with something stronger than a password, asked for or not, or nobody is named. */
function useIn(row: Fields): Omit<SingleFactorUse, 'last'> | null {
  const personId = row.text('userId')?.toLowerCase();
  if (personId === undefined || row.object('status').number('errorCode') !== 0) return null;
  if (row.text('authenticationRequirement') === 'multiFactorAuthentication' || wasStrong(row)) return null;
  const device = row.object('deviceDetail');
  return {
    personId,
    name: row.text('userPrincipalName') ?? row.text('userDisplayName') ?? personId,
    // In small letters, as the ids in policies that they are looked for in.
    application: { id: row.text('appId')?.toLowerCase() ?? null, name: row.text('appDisplayName') },
    resourceId: row.text('resourceId')?.toLowerCase() ?? null,
    client: row.text('clientAppUsed'),
    trustedPlace: (row.objects('networkLocationDetails') ?? []).some((place) =>
      /trusted/i.test(place.text('networkType') ?? ''),
    ),
    compliantDevice:
      device.flag('isCompliant') === true || /hybrid|domain joined/i.test(device.text('trustType') ?? ''),
    rememberedDevice: (row.objects('sessionLifetimePolicies') ?? []).some((policy) =>
      /rememberMultifactor/i.test(policy.text('expirationRequirement') ?? ''),
    ),
    signIns: 1,
  };
}

/** A passkey or Windows Hello is two factors in one, also where nobody asked for two. */
const STRONG = /passkey|fido|windows hello|certificate|platform credential|multi-?factor device/i;

function wasStrong(row: Fields): boolean {
  return (row.objects('authenticationDetails') ?? []).some(
    (step) =>
      step.flag('succeeded') === true &&
      STRONG.test(`${step.text('authenticationMethod')} ${step.text('authenticationStepResultDetail')}`),
  );
}
