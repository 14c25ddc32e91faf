import { BLADES, policyBlade } from '../blades.ts';
import { defineGate, type Finding, type GateStatus, type Item, type Said } from '../gate.ts';
import type { Attempt, Facts } from '../ports.ts';
import type { LogRead, PolicyImpact } from '../week.ts';

const NAMED = 20;

/** Whom the policies that only report would have stopped, before they are switched on. */
export const reportOnlyImpact = defineGate({
  id: 'report-only-impact',
  link: BLADES.policies,
  needs: ['policies', 'reportOnlyWeek'],
  wants: ['registrations'],
  judge({ policies, reportOnlyWeek: { window, policies: impacts }, registrations }): Finding {
    const reporting = policies.filter(({ state }) => state === 'report-only');
    if (reporting.length === 0) {
      return { status: 'pass', found: [{ say: 'report-only-impact.no-policy' }], fix: [], items: [] };
    }
    const results = reporting.map(({ id, name }) => {
      return { id, name, ...stoppedBy(impacts.get(id.toLowerCase()) ?? NOBODY, registrations) };
    });
    const hit = results.filter(({ stopped, asked }) => stopped.length + asked > 0);
    const anybody = hit.some(({ stopped }) => stopped.length > 0);
    return {
      status: statusOf({ anybody, asked: hit.length > 0, window, registrations }),
      found: [
        ...hit.flatMap(saidOf),
        ...(hit.length === 0
          ? [{ say: 'report-only-impact.nobody', values: countsOf(window) } as const]
          : []),
        ...(window.whole ? [] : [{ say: 'report-only-impact.newest', values: countsOf(window) } as const]),
      ],
      fix: anybody ? [{ say: 'report-only-impact.fix.prepare' }] : [],
      items: hit.flatMap(({ name, stopped }) => stopped.slice(0, NAMED).map((one) => itemOf(name, one))),
      missing: registrations.known || hit.length === 0 ? [] : [registrations.error],
      ...(hit.length === 1 && hit[0] ? { link: policyBlade(hit[0].id) } : {}),
    };
  },
});

interface Stopped {
  readonly id: string;
  readonly name: string;
  /** Empty: nothing is registered to answer with. */
  readonly controls: readonly string[];
}

const NOBODY: PolicyImpact = { refused: new Map(), asked: new Map() };

/** Guests may have a second step at home, of which our report knows nothing. */
const GUEST = /#ext#@/i;

/** Whoever would be asked for a second step and has none is stopped as well. */
function stoppedBy(impact: PolicyImpact, registrations: Attempt<Facts['registrations']>) {
  const refused = [...impact.refused].map(([id, { name, controls }]) => ({ id, name, controls }));
  const asked = [...impact.asked].filter(([id]) => !impact.refused.has(id));
  const unable = asked.filter(
    ([id, name]) =>
      registrations.known && !GUEST.test(name) && (registrations.value.get(id)?.state ?? 'none') === 'none',
  );
  return {
    stopped: [...refused, ...unable.map(([id, name]) => ({ id, name, controls: [] }))] as readonly Stopped[],
    asked: asked.length - unable.length,
  };
}

function statusOf(known: {
  readonly anybody: boolean;
  readonly asked: boolean;
  readonly window: LogRead;
  readonly registrations: Attempt<unknown>;
}): GateStatus {
  if (known.anybody) return 'fail';
  // Whether those who would be asked can answer is the whole question.
  if (known.asked && !known.registrations.known) return 'unknown';
  return known.window.whole ? 'pass' : 'warn';
}

interface Result {
  readonly name: string;
  readonly stopped: readonly Stopped[];
  readonly asked: number;
}

function saidOf({ name: policy, stopped, asked }: Result): readonly Said[] {
  const names = stopped.map(({ name }) => name);
  return [
    ...(stopped.length > 0
      ? [{ say: 'report-only-impact.stopped', values: { policy, count: stopped.length, names } } as const]
      : []),
    ...(asked > 0 ? [{ say: 'report-only-impact.asked', values: { policy, count: asked } } as const] : []),
  ];
}

function itemOf(policy: string, { id, name, controls }: Stopped): Item {
  const said: Said =
    controls.length === 0
      ? { say: 'report-only-impact.item.unregistered', values: { policy } }
      : { say: 'report-only-impact.item.refused', values: { policy, controls } };
  return { kind: 'person', id, name, said };
}

function countsOf({ days, signIns, since }: LogRead) {
  return { days, signIns, since };
}
