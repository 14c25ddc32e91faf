import type { Clock } from '../clock.ts';
import type { LoggedSignIn, LogWindow, SignInSource } from '../rollout/sign-in-log.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { instant, oneOf } from './list.ts';
import { mayHelpElsewhere, WITH_NEW_WORDS } from './sign-ins.ts';

/** The most that the log gives in one page. */
const PAGE = '1000';
/** How long v1.0 alone is asked before beta is tried again. */
const WITHOUT_BETA_MS = 10 * 60_000;

/** The tenant's log by asking again and again. Nobody waits for it: people's questions go first. */
export function createSignInStream(graph: Graph, clock: Clock): SignInSource {
  let withoutBetaUntil = 0;
  return {
    async *read(window) {
      // Beta where it is to be had: v1.0 does not tell what the second step said.
      if (clock.now().getTime() < withoutBetaUntil) return yield* pagesOf(graph, 'plainSignIns', window);
      let begun = false;
      try {
        for await (const page of pagesOf(graph, 'signIns', window)) {
          begun = true;
          yield page;
        }
      } catch (error) {
        // Half of it came: whoever reads begins again, and knows the rows that it has.
        if (begun || !mayHelpElsewhere(error)) throw error;
        withoutBetaUntil = clock.now().getTime() + WITHOUT_BETA_MS;
        yield* pagesOf(graph, 'plainSignIns', window);
      }
    },
  };
}

async function* pagesOf(graph: Graph, name: 'signIns' | 'plainSignIns', window: LogWindow) {
  const query = { $filter: filterOf(window), $top: PAGE };
  const options = { urgency: 'background', query, headers: WITH_NEW_WORDS, mustExist: true } as const;
  for await (const page of graph.pages(name, {}, options, readLoggedSignIn)) {
    yield page.filter((row) => row !== null);
  }
}

/** Both ends belong to the window: the log knows whole seconds, and a row that comes twice is kept once. */
function filterOf({ from, to, only }: LogWindow): string {
  const span = `createdDateTime ge ${instant(from)} and createdDateTime le ${instant(roundedUp(to))}`;
  if (only === 'everything') return span;
  if ('personIds' in only) return `${span} and ${oneOf('userId', only.personIds)}`;
  return `${span} and (${only.codes.map((code) => `status/errorCode eq ${code}`).join(' or ')})`;
}

function roundedUp(moment: Date): Date {
  return new Date(Math.ceil(moment.getTime() / 1000) * 1000);
}

/** Null where it has no id, time, person or result, and so tells nothing. */
export function readLoggedSignIn(row: unknown): LoggedSignIn | null {
  const fields = fieldsOf(row);
  const [id, at, personId] = [fields.text('id'), fields.time('createdDateTime'), fields.text('userId')];
  const code = fields.object('status').number('errorCode');
  if (id === null || at === null || personId === null || code === null) return null;
  const policies = fields.objects('appliedConditionalAccessPolicies') ?? [];
  return {
    id,
    at,
    personId,
    personName: fields.text('userDisplayName'),
    userPrincipalName: fields.text('userPrincipalName'),
    applicationId: fields.text('appId'),
    application: fields.text('appDisplayName'),
    code,
    result: fields.objects('authenticationDetails')?.at(-1)?.text('authenticationStepResultDetail') ?? null,
    client: fields.text('clientAppUsed'),
    ip: fields.text('ipAddress'),
    country: fields.object('location').text('countryOrRegion'),
    // Left out by nobody but the oldest rows, from when there were no others.
    interactive: fields.flag('isInteractive') ?? true,
    requirement: fields.text('authenticationRequirement'),
    conditionalAccess: fields.text('conditionalAccessStatus'),
    stoppedBy: policies
      .filter((policy) => policy.text('result') === 'failure')
      .flatMap((policy) => policy.text('displayName') ?? []),
    risk: fields.text('riskLevelDuringSignIn'),
  };
}
