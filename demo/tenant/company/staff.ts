import type { AccountDraft } from './accounts.ts';
import { DEPARTMENTS, type NameList, OFFICES, type Office } from './places.ts';
import { randomMethods } from './registered.ts';
import { pick, seededRandom } from './stable.ts';

/** How far people are, in the share of a rollout that is half-way. */
const MIX: readonly {
  readonly kind: 'none' | 'phone' | 'app' | 'app-and-phone' | 'passkey' | 'hello';
  readonly share: number;
}[] = [
  { kind: 'none', share: 34 },
  { kind: 'phone', share: 20 },
  { kind: 'app', share: 20 },
  { kind: 'app-and-phone', share: 10 },
  { kind: 'passkey', share: 9 },
  { kind: 'hello', share: 7 },
];

/** Everybody who has no story of their own. */
export function ordinaryStaff(seed: number, now: Date): readonly AccountDraft[] {
  const random = seededRandom(seed);
  const taken = new Set<string>();
  return OFFICES.flatMap((office) =>
    Array.from({ length: office.people }, () => ordinaryPerson(office, random, taken, now)),
  );
}

function ordinaryPerson(office: Office, random: () => number, taken: Set<string>, now: Date): AccountDraft {
  const person = freshName(office.names, random, taken);
  const department = shared(DEPARTMENTS, random);
  const enabled = random() > 0.04;
  const kind = shared(MIX, random).kind;
  const mobile = `${office.phonePrefix} ${String(Math.floor(random() * 9_000_000) + 1_000_000)}`;
  const createdDaysAgo = 40 + Math.floor(random() * 2400);
  return {
    ...person,
    department: department.name,
    jobTitle: pick(department.titles, random),
    office,
    enabled,
    createdDaysAgo,
    lastSignInDaysAgo: enabled ? lastSignIn(random) : 60 + Math.floor(random() * 200),
    mobilePhone: mobile,
    methods: randomMethods(kind, { owner: person.name, mobile, createdDaysAgo, now, random }),
  };
}

/** Most people were here today; a few have not been seen for months. */
function lastSignIn(random: () => number): number {
  const draw = random();
  if (draw < 0.8) return random() * 2;
  return draw < 0.95 ? 2 + random() * 20 : 60 + random() * 90;
}

function freshName(names: NameList, random: () => number, taken: Set<string>) {
  for (;;) {
    const [given = '', givenSpelled = given] = pick(names.given, random).split('|');
    const [family = '', familySpelled = family] = pick(names.family, random).split('|');
    const name = `${spelled(givenSpelled)}.${spelled(familySpelled)}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return {
      name,
      displayName: names.familyFirst === true ? `${family} ${given}` : `${given} ${family}`,
      givenName: given,
      surname: family,
    };
  }
}

const GERMAN_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** A name as it stands in an address: plain Latin letters. */
export const spelled = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => GERMAN_LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[^a-z-]/g, '');

function shared<Item extends { readonly share: number }>(items: readonly Item[], random: () => number): Item {
  let rest = random() * items.reduce((sum, item) => sum + item.share, 0);
  for (const item of items) {
    rest -= item.share;
    if (rest < 0) return item;
  }
  return pick(items, random);
}
