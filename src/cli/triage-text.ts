import type { Diagnosis, EvidenceRow, Fix, Scope } from '../triage/diagnosis.ts';
import type { Source } from '../triage/evidence.ts';

const WIDTH = 88;
const INDENT = '  ';

/** A diagnosis for a terminal: verdict first, then what to do and what not, then why. */
export function diagnosisText(diagnosis: Diagnosis): string {
  const { person } = diagnosis;
  const parts = [
    `${person.displayName} · ${person.userPrincipalName}`,
    verdict(diagnosis),
    section(
      'Do not',
      diagnosis.doNot.flatMap((one) => wrapped(one, { first: '✗ ', rest: '  ' })),
    ),
    section('Do', diagnosis.fixes.flatMap(fixLines)),
    section('Ask', diagnosis.nextQuestion === null ? [] : wrapped(diagnosis.nextQuestion)),
    section('What was seen', timeline(diagnosis.evidence)),
    section('Could also be', diagnosis.alternatives),
    section(
      'Ruled out',
      diagnosis.ruledOut.flatMap(({ cause, why }) => wrapped(`${cause}: ${why}`, { first: '', rest: '  ' })),
    ),
    section(
      'Not known',
      diagnosis.missing.flatMap(({ source, reason }) =>
        wrapped(`${source}: ${reason}`, { first: '', rest: '  ' }),
      ),
    ),
    `Read at ${moment(diagnosis.asOf)}.`,
  ];
  return `${parts
    .filter((part) => part !== '')
    .map(shownAsText)
    .join('\n\n')}\n`;
}

const SCOPES: Readonly<Record<Scope, string>> = {
  person: 'this person alone',
  application: 'everybody in one application',
  policy: 'everybody under one policy',
  network: 'everybody in one network',
  method: 'everybody with one method',
  everybody: 'everybody',
  unknown: 'how many are hit is not known',
};

function verdict(diagnosis: Diagnosis): string {
  const { cause, also, confidence, scope, securityEscalation, guards } = diagnosis;
  const causes = [cause, ...also].join(' and ');
  const facts = [causes, `confidence ${confidence}`, SCOPES[scope], ...guards].join(' · ');
  const alarm = securityEscalation ? [`${INDENT}SECURITY FIRST: this may be an attack.`] : [];
  return [...alarm, ...wrapped(diagnosis.summary), '', ...wrapped(facts)]
    .map((line) => (line === '' || line.startsWith(INDENT) ? line : INDENT + line))
    .join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => INDENT + line)].join('\n');
}

function fixLines({ who, title, steps, needsIdentityProof, destructive, link }: Fix): readonly string[] {
  const notes = [
    needsIdentityProof ? 'prove first who is asking' : '',
    destructive ? 'cannot be undone' : '',
  ].filter(Boolean);
  const heading = `${who}: ${title}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
  return [
    ...wrapped(heading, { first: '', rest: '  ' }),
    ...steps.flatMap((step, index) => wrapped(step, { first: `  ${index + 1}. `, rest: '     ' })),
    ...(link === null ? [] : [`  ${link}`]),
  ];
}

const SOURCES: Readonly<Record<Source, string>> = {
  signIn: 'sign-in',
  method: 'method',
  registration: 'registration',
  audit: 'audit log',
  policy: 'policy',
  risk: 'risk',
  health: 'health',
  tenant: 'tenant',
  user: 'account',
};

/** In the order in which it happened; what has no time last. */
function timeline(rows: readonly EvidenceRow[]): readonly string[] {
  const order = (row: EvidenceRow) => row.at?.getTime() ?? Number.POSITIVE_INFINITY;
  const sorted = rows.toSorted((one, other) =>
    order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : 0,
  );
  return sorted.flatMap((row) => {
    const when = row.at === null ? '' : moment(row.at);
    const first = `${when.padEnd(22)}${SOURCES[row.source].padEnd(14)}`;
    return wrapped(row.text, { first, rest: ' '.repeat(first.length) });
  });
}

function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function wrapped(text: string, { first = '', rest = '' } = {}): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}

/** Names come from a directory that many may write to: a terminal must not take them for its own commands. */
function shownAsText(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, '');
}
