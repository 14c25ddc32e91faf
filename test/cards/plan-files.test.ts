import assert from 'node:assert/strict';
import { PLAN, PLAN_FACTS } from '../../demo/gallery/samples/plan.ts';
import { planCalendar, planMarkdown } from '../../src/cards/plan-files.ts';
import type { PlanInput } from '../../src/cards/plan-words.ts';
import { LANGUAGES, textsFor } from '../../src/cards/texts.ts';

const input: PlanInput = {
  plan: {
    ...PLAN,
    phases: { ...PLAN.phases, pilot: { days: 3, waits: 0, owner: 'A | B [x](http://evil.example)' } },
  },
  facts: PLAN_FACTS,
  edition: 'P1',
  organisation: 'Contoso',
  campaignGone: false,
};

describe('the plan as text', () => {
  const written = planMarkdown(input, textsFor('en'));

  it('has a row for each phase, and every item with what is known of it', () => {
    assert.match(written, /^# Plan of the MFA rollout at Contoso$/m);
    assert.match(written, /^\| Enforce \| 2026-12-14 \| 2026-12-14 \| one working day \| – \|$/m);
    assert.match(written, /^- \[x\] Managers know what comes and when \(Ada Admin · 20 November 2026\)$/m);
    assert.match(
      written,
      /^- \[ \] Nobody signs in by old protocols any more \(not yet, as your tenant shows\)$/m,
    );
    assert.match(written, /^- \[ \] The helpdesk has its sheet and has read it$/m);
    assert.match(written, /^For this tenant: Conditional Access\.$/m);
  });

  it('lets no name add a column or a link', () => {
    assert.match(written, /^\| Pilot \|.*\| A \\\| B \(x\)\(http:\u2060\/\/evil\.example\) \|$/m);
  });

  for (const language of LANGUAGES) {
    it(`and as a calendar says the same in ${language}, with the same ids`, () => {
      const texts = textsFor(language);
      const lines = planMarkdown(input, texts).split('\n');
      assert.equal(lines.filter((line) => line.startsWith('## ')).length, 6);
      const calendar = planCalendar(input, texts);
      assert.deepEqual(
        [...calendar.matchAll(/^UID:(.*)\r$/gm)].map(([, uid]) => uid),
        ['prepare', 'register', 'pilot', 'enforce', 'validate'].map((phase) => `${PLAN.id}-${phase}@muster`),
      );
    });
  }
});
