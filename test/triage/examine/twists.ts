import type { Case, CaseSignIn, CaseStep } from './format.ts';
import type { CaseOnFile } from './load.ts';

/**
 * Ways to tell every case again so that its cause stays the same: other letters, other company, later.
 * What the answer is worth shows in how few of them change its mind.
 */
const TWISTS: Readonly<Record<string, (told: Case) => Case>> = {
  'without interrupts': (told) =>
    rowsAs(told, (row) => (row.code === 500121 && row.after === undefined ? { ...row, after: [] } : row)),
  'words without “MFA denied”': (told) => stepsAs(told, (text) => text.replace(/MFA denied; /i, '')),
  'loud words': (told) => stepsAs(told, (text) => text.replace(/: .*$/, (words) => words.toUpperCase())),
  'five hours later': (told) => later(told, '5h'),
  'among many in trouble': (told) => ({ ...told, company: 'in trouble' }),
  'in a busy week': (told) => ({ ...told, busy: 40 }),
  'devices without a name': (told) =>
    rowsAs(told, (row) => (row.device === undefined ? { ...row, more: { ...NO_DEVICE, ...row.more } } : row)),
  'steps without a phone': (told) =>
    stepsAs(told, (text) => text.replace(/^(push|text|call|desk call) .*?(: | = |$)/, '$1$2')),
  'methods without dates': (told) =>
    told.methods === undefined
      ? told
      : { ...told, methods: told.methods.map(({ used: _, ...one }) => ({ ...one, added: null })) },
};

export const TWIST_NAMES = Object.keys(TWISTS);

export function twisted(name: string, cases: readonly CaseOnFile[]): readonly CaseOnFile[] {
  const twist = TWISTS[name];
  if (twist === undefined) throw new Error(`there is no twist '${name}': ${TWIST_NAMES.join(', ')}`);
  return cases.map(({ file, told }) => ({ file, told: twist(told) }));
}

const NO_DEVICE = {
  deviceDetail: {
    deviceId: '',
    displayName: '',
    operatingSystem: 'Windows10',
    browser: 'Edge 140.0.0',
    isCompliant: null,
    isManaged: null,
    trustType: '',
  },
};

function rowsAs(told: Case, change: (row: CaseSignIn) => CaseSignIn): Case {
  return {
    ...told,
    signIns: told.signIns?.map(change),
    others: told.others?.map((group) => ({ ...group, signIns: group.signIns?.map(change) })),
  };
}

function stepsAs(told: Case, change: (text: string) => string): Case {
  const step = (one: CaseStep): CaseStep => (typeof one === 'string' ? change(one) : one);
  return rowsAs(told, (row) => ({ ...row, steps: row.steps?.map(step) }));
}

/** Everything that has an age is that much older. */
function later<Told>(told: Told, by: string): Told {
  const AGES = new Set(['ago', 'started', 'ended', 'changed', 'used', 'starts']);
  const age = (value: unknown): unknown =>
    typeof value === 'string' && /^[\d.]+[smhd]/.test(value)
      ? value + by
      : Array.isArray(value) && value.every((one) => typeof one === 'string')
        ? value.map(age)
        : older(value);
  const older = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(older);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, AGES.has(key) ? age(inner) : older(inner)]),
    );
  };
  // Only ages were changed, each into another age.
  return older(told) as Told;
}
