import type { Entity } from '../../../demo/tenant/entity.ts';
import type { Said } from './ask.ts';
import type { Answer } from './contract.ts';

/** What the answer claims and the tenant does not show, a line each. */
export function unproven(answer: Answer, said: Said): readonly string[] {
  const nothing =
    answer.cause !== 'unknown' && answer.evidence.length === 0 ? [`${answer.cause} without any row`] : [];
  return [...nothing, ...answer.evidence.flatMap((row) => doubts(row, said))];
}

type Row = Answer['evidence'][number];

function doubts(row: Row, said: Said): readonly string[] {
  const about = `${row.source} “${row.text.slice(0, 80)}”`;
  const future = row.at !== undefined && new Date(row.at).getTime() > said.now.getTime() + 60_000;
  const late = future ? [`${about} lies in the future: ${row.at}`] : [];
  if (row.id === undefined) {
    return row.source === 'signIn' || row.source === 'audit' ? [...late, `${about} has no id`] : late;
  }
  const read = readable(row, said).filter(({ id }) => id === row.id);
  if (read.length === 0) return [...late, `${about} names the id ${row.id}, which nothing has`];
  const wrong = read.every(({ at }) => at !== null && !isSameMoment(at, row.at));
  return wrong ? [...late, `${about} is of another time than ${row.at ?? 'none'}`] : late;
}

interface Readable {
  readonly id: string;
  /** Null: whatever time the answer gives, this has several. */
  readonly at: string | null;
}

/** What could have been read under that source. A namesake's rows could, and must not be taken for evidence. */
function readable(row: Row, { staged }: Said): readonly Readable[] {
  const { company, person, others } = staged;
  const namesakes = new Set(others.filter((one) => resembles(one.displayName, person.displayName)).map(idOf));
  const at = (rows: readonly Entity[], property: string) =>
    rows.map((one): Readable => ({ id: String(one.id), at: String(one[property]) }));
  const timeless = (rows: readonly Entity[]) =>
    rows.map((one): Readable => ({ id: String(one.id), at: null }));
  switch (row.source) {
    case 'signIn':
      return at(
        company.signIns.filter(({ userId }) => !namesakes.has(String(userId))),
        'createdDateTime',
      );
    case 'audit':
      return at(
        company.audits.filter(
          ({ targetResources }) =>
            !(targetResources as readonly Entity[]).some(({ id }) => namesakes.has(String(id))),
        ),
        'activityDateTime',
      );
    case 'method':
      return [...timeless(company.account(person.id).methods), ...timeless([company.methodsPolicy])];
    case 'risk':
      return [
        ...timeless(company.riskyUsers.filter(({ id }) => id === person.id)),
        ...timeless(company.riskDetections.filter(({ userId }) => userId === person.id)),
        ...timeless(company.signIns.filter(({ userId }) => userId === person.id)),
      ];
    case 'health':
      return timeless([...company.healthIssues, ...company.healthOverviews]);
    case 'policy':
      return timeless([
        ...company.policies,
        ...company.namedLocations,
        ...company.strengths,
        ...company.audits,
        company.methodsPolicy,
        company.securityDefaults,
      ]);
    case 'registration':
      return timeless(company.report.filter(({ id }) => id === person.id));
    case 'user':
      return timeless([
        { id: person.id },
        ...company.roleAssignments,
        ...company.roleDefinitions,
        ...company.directoryRoles(),
        ...[...company.groupList.values()].map(({ entity }) => entity),
      ]);
    case 'tenant':
      return timeless([{ id: company.tenantId }, ...company.signIns, ...company.audits, ...company.skus]);
  }
}

const idOf = ({ id }: { readonly id: string }) => id;

/** Shares a given name or a surname: somebody who could be mistaken for the person. */
function resembles(one: string, other: string): boolean {
  const words = new Set(other.toLowerCase().split(' '));
  return one
    .toLowerCase()
    .split(' ')
    .some((word) => words.has(word) || [...words].some((known) => word.slice(0, 4) === known.slice(0, 4)));
}

function isSameMoment(left: string, right: string | undefined): boolean {
  return right !== undefined && new Date(left).getTime() === new Date(right).getTime();
}
