import type { FixId } from './catalogue.ts';
import type { Fix } from './diagnosis.ts';
import { ADMIN_FIXES } from './fix-table/admin.ts';
import { HELPDESK_FIXES } from './fix-table/helpdesk.ts';
import type { About, FixTable } from './fix-table/proof.ts';
import { SECURITY_FIXES } from './fix-table/security.ts';
import { USER_FIXES } from './fix-table/user.ts';

/** Every fix, by who carries it out. Nothing here is performed: these are the steps. */
const FIXES: FixTable<FixId> = {
  ...USER_FIXES,
  ...HELPDESK_FIXES,
  ...ADMIN_FIXES,
  ...SECURITY_FIXES,
};

export function fixFor(id: FixId, about: About): Fix {
  const { steps, link, ...text } = FIXES[id];
  return { id, ...text, steps: steps(about), link: link(about) };
}
