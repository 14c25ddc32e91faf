import { authenticator, passkey } from '../tenant/company/methods.ts';
import { CURRENT_AUTHENTICATOR } from '../tenant/company/registered.ts';
import type { Entity } from '../tenant/entity.ts';
import type { CompanyState } from '../tenant/state.ts';

/** What the simulated page lets people add. */
export const ADDABLE = ['authenticator', 'passkey'] as const;
export type Addable = (typeof ADDABLE)[number];

export function addMethod(
  company: CompanyState,
  personId: string,
  what: Addable,
  { at = new Date(), hiddenMs }: { readonly at?: Date; readonly hiddenMs?: number } = {},
): void {
  const account = company.account(personId);
  // One person may add several of a kind, and each has an id of its own.
  const of = `${account.id}/${account.methods.length}`;
  company.register(account.id, METHODS[what](of, at), hiddenMs === undefined ? {} : { hiddenMs });
}

const METHODS: Readonly<Record<Addable, (of: string, addedAt: Date) => Entity>> = {
  authenticator: (of, addedAt) =>
    authenticator({ of, model: 'Pixel 8', version: CURRENT_AUTHENTICATOR, addedAt, lastUsedAt: addedAt }),
  passkey: (of, addedAt) =>
    passkey({ of, name: 'YubiKey 5C NFC', model: 'YubiKey 5C NFC', addedAt, lastUsedAt: addedAt }),
};
