import type { AccessPolicy } from '../access-policy.ts';
import { BLADES } from '../blades.ts';
import { examineEnforcement } from '../enforcement.ts';
import { defineGate, type Finding } from '../gate.ts';

export const securityDefaults = defineGate({
  id: 'security-defaults',
  link: BLADES.securityDefaults,
  needs: ['securityDefaults'],
  wants: ['policies'],
  judge({ securityDefaults: on, policies }) {
    if (!policies.known) {
      // Whether anything else enforces, or stands against them, is the other half of the question.
      return { status: 'unknown', found: on ? [ON] : [], fix: [], items: [], missing: [policies.error] };
    }
    return on ? whileOn(policies.value) : whileOff(policies.value);
  },
});

const ON = { say: 'security-defaults.on' } as const;

function whileOn(policies: readonly AccessPolicy[]): Finding {
  const inState = (state: AccessPolicy['state']) => policies.filter((policy) => policy.state === state);
  const [enabled, reporting] = [inState('enabled'), inState('report-only')];
  if (enabled.length > 0) {
    return {
      status: 'fail',
      found: [{ say: 'security-defaults.conflict', values: countOf(enabled) }],
      fix: [{ say: 'security-defaults.fix.off' }],
      items: enabled.map(itemOf),
    };
  }
  if (reporting.length > 0) {
    return {
      status: 'warn',
      found: [{ say: 'security-defaults.on-before-policies', values: countOf(reporting) }],
      fix: [{ say: 'security-defaults.fix.off-first' }],
      items: reporting.map(itemOf),
    };
  }
  return { status: 'pass', found: [ON], fix: [], items: [] };
}

function whileOff(policies: readonly AccessPolicy[]): Finding {
  const { enabled } = examineEnforcement(policies);
  if (enabled !== null) {
    const values = { policy: enabled.policy.name };
    return {
      status: 'pass',
      found: [{ say: 'security-defaults.off-enforced', values }],
      fix: [],
      items: [],
    };
  }
  return {
    status: 'fail',
    found: [{ say: 'security-defaults.off-open' }],
    fix: [{ say: 'security-defaults.fix.enforce' }],
    items: [],
  };
}

function countOf(policies: readonly AccessPolicy[]) {
  return { count: policies.length, policies: policies.map(({ name }) => name) };
}

const itemOf = ({ id, name }: AccessPolicy) => ({ kind: 'policy', id, name }) as const;
