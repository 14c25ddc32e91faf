import { FIRST_DOMAIN } from '../../../demo/tenant/company/accounts.ts';
import { before, HOUR } from '../../../demo/tenant/company/stable.ts';
import { spelled } from '../../../demo/tenant/company/staff.ts';
import { type Company, createCompany } from '../../../demo/tenant/company.ts';
import type { Entity } from '../../../demo/tenant/entity.ts';
import type { NamedPerson } from '../../../demo/tenant/state.ts';
import type { Cupboard } from '../../../demo/tenant/troubles/cupboard.ts';
import { stage } from '../../../demo/tenant/troubles/stage.ts';
import type { Risk, Trouble, Who } from '../../../demo/tenant/troubles/trouble.ts';
import { auditOf } from './audits.ts';
import type { Case, CaseMethod, CaseOthers, CasePerson, CaseRisk, CaseSignIn } from './format.ts';
import { giveRoles } from './roles.ts';
import { rows } from './sign-in-rows.ts';
import { changeTenant } from './tenant-changes.ts';
import { age, place } from './words.ts';

export interface Staged {
  readonly company: Company;
  readonly person: NamedPerson;
  /** Whom the case brings in besides. */
  readonly others: readonly NamedPerson[];
  readonly breakGlassIds: readonly string[];
}

/** The company of one case: its people and their rows, among colleagues who have no part in it. */
export function stageCase(told: Case, now: Date): Staged {
  const company = createCompany({
    now: () => now,
    ...(told.company === 'in trouble' ? {} : { troubles: [] }),
  });
  const staged = stageInto(company, told, now);
  // The report was made during the night, and knows everybody of the case.
  company.refreshReport(before(now, 7 * HOUR));
  return { ...staged, breakGlassIds: [...company.breakGlassIds, ...staged.breakGlassIds] };
}

/** The same in a company that is there already. */
export function stageInto(company: Company, told: Case, now: Date): Staged {
  changeTenant(company, told.tenant ?? {}, now);
  const person = stage(company, personInTrouble(told), now);
  const others = (told.others ?? []).flatMap((group, index) =>
    namesOf(group, index).map((name, which) => stage(company, colleague(told, { group, name, which }), now)),
  );
  const { breakGlass } = told.person ?? {};
  const emergency = breakGlass === 'by name' ? [person.userPrincipalName] : breakGlass ? [person.id] : [];
  return { company, person, others, breakGlassIds: emergency };
}

function personInTrouble(told: Case): Trouble {
  const person = told.person ?? {};
  const city = person.city ?? 'Hamburg';
  return {
    cause: told.title,
    story: told.story,
    who: whoIs(person),
    methods: (have) => methodsOf(told.methods ?? [{ app: 'iPhone 15', used: '1d' }], have),
    signIns: [...(told.signIns ?? []), ...ordinary(told)].flatMap((one) => rows(one, told)),
    audits: (people) => (told.audits ?? []).map((one) => auditOf(one, people, told)),
    ...(told.risk === undefined ? {} : { risk: riskOf(told.risk, city) }),
    tenant: (company, _now, { id }) => {
      if (person.preferredMethod !== undefined) company.account(id).preferredMethod = person.preferredMethod;
      giveRoles(company, id, person);
    },
  };
}

const ORDINARY_APPS = ['Outlook', 'Teams', 'Office home'];

/** A working week: programs that sign in with the session that is there. */
function ordinary({ busy = 0 }: Case): readonly CaseSignIn[] {
  return Array.from({ length: busy }, (_, index) => ({
    ago: `${Math.round(((index + 1) * 6 * 1440) / (busy + 1))}m`,
    code: 0,
    steps: ['claim'],
    app: ORDINARY_APPS[index % ORDINARY_APPS.length] ?? 'Outlook',
  }));
}

const SOMEBODY = 'Jette Brandis';

function whoIs(person: CasePerson): Who {
  const { name = SOMEBODY, kind = 'staff', user } = person;
  const [local = '', domain] = (
    person.userPrincipalName ?? (kind === 'guest' ? guestName(name) : accountName(name))
  ).split('@');
  return {
    name: local,
    displayName: name,
    kind,
    city: person.city ?? 'Hamburg',
    department: person.department ?? 'Finance',
    title: person.title ?? 'Accountant',
    ...(domain === undefined ? (kind === 'staff' ? {} : { domain: FIRST_DOMAIN }) : { domain }),
    ...(person.enabled === undefined ? {} : { enabled: person.enabled }),
    ...(person.synced === undefined ? {} : { synced: person.synced }),
    ...(person.createdDaysAgo === undefined ? {} : { createdDaysAgo: person.createdDaysAgo }),
    ...(person.perUserMfa === undefined ? {} : { perUserMfaState: person.perUserMfa }),
    ...(person.outsidePilot === undefined ? {} : { outsidePilot: true }),
    ...(user === undefined ? {} : { user }),
  };
}

const accountName = (name: string) => name.split(' ').map(spelled).join('.');
const guestName = (name: string) => `${accountName(name)}_nordseil.example#EXT#`;

/** Enough for many to be hit; nobody among them is called like the person of the story. */
const COLLEAGUES = [
  'Arnaud Blanc',
  'Nerea Sanz',
  'Beatriz Lobo',
  'Imogen Hale',
  'Kyle Barrett',
  'Insa Claussen',
  'Benoit Lamy',
  'Aitana Roig',
  'Rhian Powell',
  'Renato Freitas',
  'Claire Dumont',
  'Pol Ferrer',
  'Gesa Harms',
  'Owen Bright',
  'Dana Kimball',
  'Erwin Stahl',
];
const CITIES = ['Hamburg', 'Lyon', 'Valencia', 'Porto', 'Bristol', 'Portland'];

function namesOf({ people }: CaseOthers, group: number): readonly string[] {
  if (typeof people !== 'number') return people;
  if (people > COLLEAGUES.length) throw new Error(`at most ${COLLEAGUES.length} colleagues have a name`);
  return COLLEAGUES.slice(0, people).map((name) => (group === 0 ? name : `${name} ${'I'.repeat(group + 1)}`));
}

function colleague(
  told: Case,
  { group, name, which }: { readonly group: CaseOthers; readonly name: string; readonly which: number },
): Trouble {
  const city = CITIES[which % CITIES.length] ?? 'Hamburg';
  const { methods, signIns = [], audits = [], risk, people: _, ...who } = group;
  // Their rows are told in the same words, and mean a colleague of the same tenant.
  const theirs: Case = { ...told, person: { name, city, ...who } };
  return personInTrouble({
    ...theirs,
    title: `${told.title}: ${name}`,
    methods: methods ?? [{ app: 'Pixel 8', used: '1d' }],
    signIns,
    audits,
    risk,
    busy: 0,
  });
}

function methodsOf(told: readonly CaseMethod[], have: Cupboard): readonly Entity[] {
  return told.map((one) => {
    const times = {
      added: one.added === null ? null : age(one.added ?? '200d'),
      ...(one.used === undefined ? {} : { used: age(one.used) }),
    };
    if ('app' in one) {
      const { version, lite } = one;
      return have.app(one.app, {
        ...times,
        ...(version === undefined ? {} : { version }),
        ...(lite === undefined ? {} : { lite }),
      });
    }
    if ('phone' in one) return have.phone(one.phone, times, one.type);
    if ('key' in one) return have.key(one.key, times);
    if ('hello' in one) return have.hello(one.hello, times);
    if ('codes' in one) return have.codes(times, one.codes);
    if ('provider' in one) return have.provider(one.provider, times);
    if ('email' in one) return have.email(one.email, times);
    return have.pass({
      ...times,
      starts: age(one.starts ?? one.added ?? '1h'),
      minutes: one.minutes,
      once: one.once,
      usability: one.pass,
    });
  });
}

function riskOf(told: CaseRisk, city: string): Risk {
  return {
    level: told.level,
    state: told.state,
    detections: (told.seen ?? []).map(({ ago, event, place: where, attempt }) => {
      const { ip, city: town, country } = where === undefined ? NOWHERE : place(where, city);
      return { ago: age(ago), event, ip, city: town, country, ...(attempt === undefined ? {} : { attempt }) };
    }),
  };
}

/** Leaked credentials were seen nowhere in particular. */
const NOWHERE = { ip: '', city: '', country: '' };
