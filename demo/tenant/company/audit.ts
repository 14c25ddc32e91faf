import type { Entity } from '../entity.ts';
import type { Account } from '../state.ts';
import { TENANT_ID } from './accounts.ts';
import { before, iso, stableId } from './stable.ts';

export interface AuditDraft {
  readonly ago: number;
  readonly activity: string;
  readonly service:
    | 'Authentication Methods'
    | 'Core Directory'
    | 'Conditional Access'
    | 'MFA'
    | 'Self-service Password Management';
  readonly category?: string;
  /** Who did it; absent: the person it was done to. */
  readonly by?: Account;
  readonly from?: string;
  /** Absent: the person of the story. */
  readonly target?: { readonly type: string; readonly id: string; readonly name: string };
  readonly changed?: readonly {
    readonly name: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  readonly reason?: string;
  readonly result?: 'success' | 'failure';
}

export function audit(account: Account, draft: AuditDraft, now: Date): Entity {
  const at = iso(before(now, draft.ago));
  const actor = draft.by ?? account;
  const id = stableId('audit', account.id, at, draft.activity);
  return {
    id: `${draft.service}_${id}`,
    activityDateTime: at,
    activityDisplayName: draft.activity,
    category: draft.category ?? (draft.service === 'Conditional Access' ? 'Policy' : 'UserManagement'),
    correlationId: stableId('audit-correlation', id),
    loggedByService: draft.service,
    operationType: /^(Add|Update|Delete)/.exec(draft.activity)?.[0] ?? 'Update',
    result: draft.result ?? 'success',
    resultReason: draft.reason ?? '',
    initiatedBy: {
      app: null,
      user: {
        id: actor.id,
        displayName: actor.user.displayName,
        userPrincipalName: actor.user.userPrincipalName,
        ipAddress: draft.from ?? null,
        userType: 'Member',
        homeTenantId: TENANT_ID,
        homeTenantName: null,
      },
    },
    targetResources: [target(account, draft)],
    additionalDetails: [],
  };
}

function target(account: Account, draft: AuditDraft): Entity {
  const changed = (draft.changed ?? []).map(({ name, from, to }) => ({
    displayName: name,
    oldValue: from,
    newValue: to,
  }));
  const other = draft.target;
  return {
    id: other?.id ?? account.id,
    displayName: other?.name ?? account.user.displayName,
    type: other?.type ?? 'User',
    userPrincipalName: other === undefined ? account.user.userPrincipalName : null,
    groupType: null,
    modifiedProperties: changed,
  };
}
