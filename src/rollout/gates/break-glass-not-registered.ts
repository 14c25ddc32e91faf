import type { Method, MethodKind } from '../../people/people.ts';
import { BLADES, methodsBlade } from '../blades.ts';
import { emergencyGate, namesOf, type PresentAccount, readOf } from '../emergency.ts';
import type { GateStatus, Item, Said } from '../gate.ts';

type Kept = 'strong' | 'registered' | 'bound';

/** What having it means for an account that must come in when nothing else works. The others mean nothing. */
const MEANS: Readonly<Partial<Record<MethodKind, Kept>>> = {
  // Kept in a safe beside the password: it cannot be phished and needs no service but Entra.
  passkey: 'strong',
  certificate: 'strong',
  // Somebody's telephone, or another vendor's service.
  authenticator: 'registered',
  phone: 'registered',
  'software-code': 'registered',
  'hardware-code': 'registered',
  external: 'registered',
  // One computer, or for some hours, or for something else than signing in.
  'windows-hello': 'bound',
  'platform-credential': 'bound',
  'temporary-pass': 'bound',
  'qr-pin': 'bound',
  email: 'bound',
  unknown: 'bound',
};

const STATUS: Readonly<Record<Kept, GateStatus>> = { registered: 'fail', bound: 'warn', strong: 'pass' };

export const breakGlassNotRegistered = emergencyGate({
  id: 'break-glass-not-registered',
  link: BLADES.users,
  needs: ['emergencyMethods'],
  judge(accounts, { emergencyMethods }) {
    const { known, missing } = readOf(accounts, emergencyMethods);
    const rows = known.map(({ account, value }) => ({ account, kinds: kindsOf(value) }));
    const having = (kept: Kept) => rows.filter(({ kinds }) => kinds.some((kind) => MEANS[kind] === kept));
    const [registered, bound, strong] = [having('registered'), having('bound'), having('strong')];
    const clean = rows.filter(({ kinds }) => kinds.length === 0);
    const doubtful = rows.filter((row) => registered.includes(row) || bound.includes(row));
    return {
      statuses: [
        ...rows.flatMap(({ kinds }) => kinds.map((kind) => STATUS[MEANS[kind] ?? 'strong'])),
        missing.length > 0 ? 'unknown' : 'pass',
      ],
      found: [
        ...said('registered', registered),
        ...said('bound', bound),
        ...said('strong', strong),
        ...said('clean', clean),
      ],
      fix: [
        ...(registered.length > 0 ? [{ say: 'break-glass-not-registered.fix.remove' } as const] : []),
        ...(bound.length > 0 ? [{ say: 'break-glass-not-registered.fix.bound' } as const] : []),
      ],
      items: doubtful.map(itemOf),
      missing,
      ...(doubtful[0] ? { link: methodsBlade(doubtful[0].account.person.id) } : {}),
    };
  },
});

interface Row {
  readonly account: PresentAccount;
  readonly kinds: readonly MethodKind[];
}

/** A pass that has ended or was used lets nobody in. */
function kindsOf(methods: readonly Method[]): readonly MethodKind[] {
  const kinds = methods.filter(({ usable }) => usable).map(({ kind }) => kind);
  return [...new Set(kinds)].filter((kind) => MEANS[kind] !== undefined);
}

function said(name: Kept | 'clean', rows: readonly Row[]): readonly Said[] {
  if (rows.length === 0) return [];
  const names = namesOf(rows.map(({ account }) => account));
  return [{ say: `break-glass-not-registered.${name}`, values: { names } }];
}

function itemOf({ account: { person }, kinds }: Row): Item {
  return {
    kind: 'person',
    id: person.id,
    name: person.userPrincipalName,
    said: { say: 'break-glass-not-registered.item.methods', values: { methods: { methods: kinds } } },
  };
}
