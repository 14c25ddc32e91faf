import assert from 'node:assert/strict';
import { reportOnlyImpact } from '../../../src/rollout/gates/report-only-impact.ts';
import type { ReportOnlyWeek } from '../../../src/rollout/week.ts';
import { accessPolicy, daysAgo, judged, reported, says, valuesOf } from '../../support/report-gates.ts';

const policies = [accessPolicy({ state: 'report-only' }), accessPolicy({ id: 'other' })];
const window = { days: 7, signIns: 900, whole: true, since: daysAgo(7) };

function week(over: Partial<ReportOnlyWeek> = {}, refused = {}, asked = {}): ReportOnlyWeek {
  const impact = {
    refused: new Map<string, { name: string; controls: readonly string[] }>(Object.entries(refused)),
    asked: new Map<string, string>(Object.entries(asked)),
  };
  return { window, policies: new Map([['policy-1', impact]]), ...over };
}

describe('the gate of report-only policies', () => {
  it('passes where there is no such policy, and where it would have stopped nobody', () => {
    const none = judged(reportOnlyImpact, { policies: [accessPolicy()], reportOnlyWeek: week() });
    assert.deepEqual([none.status, says(none)], ['pass', ['no-policy']]);
    const nobody = judged(reportOnlyImpact, { policies, reportOnlyWeek: week() });
    assert.deepEqual([nobody.status, says(nobody)], ['pass', ['nobody']]);
  });

  it('names whom it would have refused and who has nothing to answer with, and counts the others', () => {
    const finding = judged(reportOnlyImpact, {
      policies,
      reportOnlyWeek: week(
        {},
        { ada: { name: 'ada@x', controls: ['RequireCompliantDevice'] } },
        { ada: 'ada@x', ben: 'ben@x', cleo: 'cleo@x', guest: 'guest_home#EXT#@x' },
      ),
      registrations: reported(['ben', 'none'], ['cleo', 'registered']),
    });
    assert.equal(finding.status, 'fail');
    assert.deepEqual(valuesOf(finding, 'stopped'), {
      policy: 'Everybody: MFA',
      count: 2,
      names: ['ada@x', 'ben@x'],
    });
    assert.equal(valuesOf(finding, 'asked')?.count, 2);
    assert.deepEqual(
      finding.items.map(({ said }) => said?.say),
      ['report-only-impact.item.refused', 'report-only-impact.item.unregistered'],
    );
    assert.match(finding.link ?? '', /policy-1/);
  });

  it('passes when all who would be asked can answer, and knows nothing without the report', () => {
    const facts = {
      policies,
      reportOnlyWeek: week({}, {}, { cleo: 'cleo@x' }),
      registrations: reported(['cleo', 'passkey']),
    };
    assert.equal(judged(reportOnlyImpact, facts).status, 'pass');
    assert.equal(judged(reportOnlyImpact, facts, ['registrations']).status, 'unknown');
  });

  it('does not pass a log that it has read in part', () => {
    const part = week({ window: { ...window, whole: false } });
    const finding = judged(reportOnlyImpact, { policies, reportOnlyWeek: part });
    assert.deepEqual([finding.status, says(finding)], ['warn', ['nobody', 'newest']]);
  });
});
