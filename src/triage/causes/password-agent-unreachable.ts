import { type Cause, clamp } from '../cause.ts';
import { nameOfPerson, refusedWith } from '../facts.ts';
import { alikeRow, attemptRows, present } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';
import { counted } from '../words.ts';

const CODES = [80001, 80002, 80003, 80005, 80010, 80013, 80014];
/** Said of a single person as well, when the password was simply wrong. */
const ALSO = [80007];

export const passwordAgentUnreachable: Cause = {
  id: 'password-agent-unreachable',
  title: 'On-premises password check is down',
  surest: 'high',
  near: ['wrong-password', 'service-incident'],
  judge(facts) {
    const sure = refusedWith(facts, ...CODES);
    const explains = sure.length > 0 ? sure : refusedWith(facts, ...ALSO);
    if (explains.length === 0) return null;
    const others = facts.scope.alike.length;
    return {
      score: clamp((sure.length > 0 ? 80 : 62) + (others > 0 ? 14 : 0)),
      rows: present(...attemptRows(explains), alikeRow(facts)),
      explains,
      summary: `The company’s own password check did not answer${others > 0 ? `, for ${counted(others, 'other person', 'other people')} as well` : ''}. Neither ${nameOfPerson(facts)}’s password nor MFA is the trouble; open sessions go on.`,
      fixes: ['wait-and-retry', 'repair-password-agent'],
      needs: ['others'],
      common: facts.scope.common,
      doNot: ['Do not reset passwords or MFA for anybody.'],
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, [...CODES, ...ALSO], 'The password could be checked.'),
};
