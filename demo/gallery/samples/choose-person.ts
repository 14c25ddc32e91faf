import { type ChoosePersonView, toChoosePersonView } from '../../../src/cards/choose-person.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import type { Person } from '../../../src/people/people.ts';
import { ALICE } from './people.ts';

const PEOPLE: readonly Person[] = [
  ALICE,
  person(2, 'Alice Weber', 'alice.weber2@contoso.com', 'Sales', 'Account Manager'),
  person(3, 'Alicia Weberling', 'alicia.weberling@contoso.com', 'Research and Development', null),
  { ...person(4, 'Alice Webb', 'alice_fabrikam.com#EXT#@contoso.com', null, null), kind: 'guest' },
  person(5, 'Alice Weber-Okonkwo', 'alice.weber-okonkwo@contoso.com', 'Legal', 'Counsel'),
  person(6, 'アリス・ウェーバー', 'arisu@contoso.com', 'Tokyo office', 'Manager'),
  person(7, 'Alice Weberknecht', 'alice.weberknecht@contoso.com', 'Finance', null),
];

export const choosePersonSamples = {
  'two people': choosing(PEOPLE.slice(0, 2)),
  'six people': choosing(PEOPLE.slice(0, 6)),
  'more than six': choosing(PEOPLE),
  'for a question': (texts) =>
    toChoosePersonView(
      {
        asked: 'alice web',
        people: PEOPLE.slice(0, 2),
        verb: 'triage.pick-user',
        caseId: 'ca5e0000-0000-4000-8000-000000000001',
      },
      texts,
    ),
} satisfies Record<string, (texts: Texts) => ChoosePersonView>;

function choosing(people: readonly Person[]): (texts: Texts) => ChoosePersonView {
  return (texts) => toChoosePersonView({ asked: 'alice web', people, verb: 'status.refresh-other' }, texts);
}

function person(
  number: number,
  displayName: string,
  userPrincipalName: string,
  department: string | null,
  jobTitle: string | null,
): Person {
  const id = `a0000000-0000-4000-8000-00000000000${number}`;
  return { ...ALICE, id, displayName, userPrincipalName, department, jobTitle };
}
