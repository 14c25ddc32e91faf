import { type Cause, clamp } from '../cause.ts';
import { nameOfPerson, refusedWith } from '../facts.ts';
import { askedToRegister } from '../registering.ts';
import { attemptRows, detectionRow, present, riskRow } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';

export const registrationBlockedByRisk: Cause = {
  id: 'registration-blocked-by-risk',
  title: 'Registration blocked for risk',
  surest: 'high',
  near: ['never-registered', 'registration-blocked-by-policy', 'risk-policy-block'],
  judge(facts) {
    const explains = refusedWith(facts, 53004);
    if (explains.length === 0) return null;
    const risk = facts.evidence.risk.known ? facts.evidence.risk.value : null;
    return {
      score: clamp(97),
      rows: present(
        ...attemptRows(explains),
        risk && riskRow(risk),
        ...(risk?.detections.slice(0, 2).map(detectionRow) ?? []),
      ),
      explains: [...explains, ...askedToRegister(facts)],
      summary: `${nameOfPerson(facts)} may not register, because the account or this session is judged risky. Security must clear the risk first.`,
      fixes: ['page-security', 'review-risk'],
      escalates: true,
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, [53004], 'Registering was not refused for risk.'),
};
