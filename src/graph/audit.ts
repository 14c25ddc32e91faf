import type { AuditEvent } from '../triage/evidence.ts';
import { type Fields, fieldsOf } from './fields.ts';

/** A row of the audit log; null where it has no id, time or activity. */
export function readAudit(row: unknown): AuditEvent | null {
  const fields = fieldsOf(row);
  const [id, at] = [fields.text('id'), fields.time('activityDateTime')];
  const activity = fields.text('activityDisplayName');
  if (id === null || at === null || activity === null) return null;
  const by = fields.object('initiatedBy');
  const person = by.object('user');
  return {
    id,
    at,
    activity,
    category: fields.text('category'),
    result: fields.text('result'),
    reason: fields.text('resultReason'),
    byPerson: by.has('user')
      ? {
          id: person.text('id'),
          userPrincipalName: person.text('userPrincipalName'),
          ip: person.text('ipAddress'),
        }
      : null,
    byApplication: by.object('app').text('displayName'),
    targets: (fields.objects('targetResources') ?? []).map(readTarget),
  };
}

function readTarget(target: Fields): AuditEvent['targets'][number] {
  return {
    id: target.text('id'),
    kind: target.text('type'),
    name: target.text('displayName'),
    userPrincipalName: target.text('userPrincipalName'),
    changes: (target.objects('modifiedProperties') ?? []).flatMap((change) => {
      const name = change.text('displayName');
      return name === null ? [] : [{ name, from: change.text('oldValue'), to: change.text('newValue') }];
    }),
  };
}
