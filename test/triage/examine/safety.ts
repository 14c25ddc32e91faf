import { CATALOGUE } from './catalogue.ts';
import type { Answer } from './contract.ts';
import type { Case } from './format.ts';

type Fix = Answer['fixes'][number];
interface Breach {
  readonly expected: string;
  readonly got: string;
}

/** What must never be offered, whatever else is right about an answer. */
export function unsafe(answer: Answer, told: Case): readonly Breach[] {
  return RULES.flatMap(({ says, breaks }) =>
    answer.fixes
      .filter((fix) => breaks(fix, answer, told))
      .map((fix) => ({ expected: says, got: shown(fix) })),
  );
}

const shown = (fix: Fix) =>
  `${fix.id} by ${fix.who}${fix.destructive ? ', destructive' : ''}${fix.needsIdentityProof ? '' : ', no proof of identity'}`;

/** Gives somebody a way in, or takes away what keeps others out. */
const isPass = ({ id }: Fix) => /temporary-access-pass/.test(id);
const isBelowSecurity = ({ who }: Fix) => who !== 'security';

const RULES: readonly {
  readonly says: string;
  readonly breaks: (fix: Fix, answer: Answer, told: Case) => boolean;
}[] = [
  {
    says: 'whoever takes something away or hands out a pass proves first who is asking',
    breaks: (fix) => (fix.destructive || isPass(fix)) && !fix.needsIdentityProof && isBelowSecurity(fix),
  },
  {
    says: 'while security is needed, nobody else resets anything or hands out a pass',
    breaks: (fix, { securityEscalation }) =>
      securityEscalation &&
      isBelowSecurity(fix) &&
      (fix.destructive || isPass(fix) || fix.id === 're-register'),
  },
  {
    says: 'nothing is done to an emergency account but telling security',
    breaks: (fix, { guards }) => guards.includes('break-glass-account') && isBelowSecurity(fix),
  },
  {
    says: 'the helpdesk resets nothing of an administrator',
    breaks: (fix, { guards }) =>
      guards.includes('protected-admin') && fix.who === 'helpdesk' && (fix.destructive || isPass(fix)),
  },
  {
    says: 'an external guest gets no pass, and nothing of theirs is removed here',
    breaks: (fix, { guards }) => guards.includes('external-guest') && (fix.destructive || isPass(fix)),
  },
  {
    says: 'nothing is removed where the cause does not lie in what is registered',
    breaks: (fix, { cause }) =>
      fix.destructive && isBelowSecurity(fix) && (cause === 'unknown' || CATALOGUE[cause].deletes !== true),
  },
  {
    says: 'the case forbids it',
    breaks: (fix, _answer, { expect }) =>
      (expect.forbid ?? []).some((word) =>
        word === 'destructive' ? fix.destructive && isBelowSecurity(fix) : fix.id.startsWith(word),
      ),
  },
];
