import type { Entity } from '../entity.ts';
import type { Account, CompanyState } from '../state.ts';
import { homePlace, NO_BROWSER, OWN_LAPTOP, officePlace } from './log-places.ts';
import { EXCHANGE, OFFICE_HOME, OUTLOOK, TEAMS } from './log-words.ts';
import { officeIn } from './places.ts';
import { POLICY } from './policies.ts';
import { type SignInDraft, type Step, signIn } from './sign-in.ts';
import { DAY, HOUR, pick, seededRandom } from './stable.ts';
import { call, claim, helloStep, passkeyStep, push, rightPassword, text } from './steps.ts';

/** The quiet majority of the log: people who sign in and get on with their day. */
export function ordinarySignIns(
  company: CompanyState,
  { seed, now }: { readonly seed: number; readonly now: Date },
): readonly Entity[] {
  const random = seededRandom(seed + 1);
  const pilot = new Set(company.everyoneIn(company.groups.pilot?.id ?? '').map(({ id }) => id));
  return [...company.accounts.values()].flatMap((account) =>
    draftsOf(account, { inPilot: pilot.has(account.id), random }).map((draft) => signIn(account, draft, now)),
  );
}

interface Life {
  readonly inPilot: boolean;
  readonly random: () => number;
}

function draftsOf(account: Account, life: Life): readonly SignInDraft[] {
  if (account.user.accountEnabled !== true) return [];
  if (account.user.userPrincipalName === 'svc-scanner@haldenbrook.onmicrosoft.example') return SCANNER;
  if (account.kind === 'guest' || account.kind === 'staff') return ordinaryWeek(account, life);
  return [];
}

/** A machine that sends mail as it did in 2009. */
const SCANNER: readonly SignInDraft[] = [1, 2, 3, 4, 7, 9].map((day) => ({
  ago: day * DAY,
  code: 0,
  app: EXCHANGE,
  client: 'Authenticated SMTP',
  device: NO_BROWSER,
  steps: [rightPassword],
}));

function ordinaryWeek(account: Account, { inPilot, random }: Life): readonly SignInDraft[] {
  const second = secondStep(account);
  if (inPilot && second === undefined) return [];
  const count = 1 + Math.floor(random() * 3);
  return Array.from({ length: count }, (_, index): SignInDraft => {
    const ago = index * 2 * DAY + (2 + random() * 20) * HOUR;
    const steps =
      inPilot && second !== undefined ? [rightPassword, index === 0 ? second : claim] : [rightPassword];
    return {
      ago,
      code: 0,
      steps: second === passkeyStep ? [passkeyStep] : steps,
      app: pick([OUTLOOK, TEAMS, OFFICE_HOME], random),
      device: OWN_LAPTOP,
      place: placeOf(account, random),
      silent: random() < 0.2,
      policies: [
        { name: POLICY.pilot, result: inPilot ? 'success' : 'notApplied' },
        { name: POLICY.everybody, result: reported(second, inPilot) },
        { name: POLICY.legacy, result: 'notApplied', controls: ['Block'] },
      ],
    };
  });
}

function placeOf({ user }: Account, random: () => number) {
  const office = officeIn(typeof user.officeLocation === 'string' ? user.officeLocation : 'Hamburg');
  return random() < 0.3 ? homePlace(office) : officePlace(office);
}

/** What the report-only policy would have done. */
function reported(second: Step | undefined, inPilot: boolean): string {
  if (second === undefined) return 'reportOnlyInterrupted';
  return inPilot ? 'reportOnlySuccess' : 'reportOnlyInterrupted';
}

function secondStep({ methods }: Account): Step | undefined {
  const type = (name: string) =>
    methods.find((method) => method['@odata.type'] === `#microsoft.graph.${name}AuthenticationMethod`);
  if (type('fido2') !== undefined) return passkeyStep;
  if (type('windowsHelloForBusiness') !== undefined) return helloStep(true);
  const app = type('microsoftAuthenticator');
  if (app !== undefined) return push(String(app.displayName));
  const phone = type('phone');
  if (phone === undefined) return undefined;
  const masked = `+XX XXXXXXX${String(phone.phoneNumber).slice(-2)}`;
  return phone.phoneType === 'office' ? call(masked) : text(masked);
}
