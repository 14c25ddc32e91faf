import type { AccountDraft } from './accounts.ts';
import { FIRST_DOMAIN } from './accounts.ts';
import { passkey } from './methods.ts';
import { officeIn } from './places.ts';
import { before, DAY } from './stable.ts';

/** Accounts that are nobody's: emergency access, machines, shared mailboxes, rooms. And guests. */
export function emergencyAccounts(now: Date): readonly AccountDraft[] {
  const key = passkey({
    of: 'emergency-north',
    name: 'Safe in Hamburg',
    model: 'YubiKey 5 NFC',
    addedAt: before(now, 400 * DAY),
    lastUsedAt: before(now, 41 * DAY),
  });
  return [
    { name: 'emergency-north', displayName: 'Emergency Access North', lastSignInDaysAgo: 41, methods: [key] },
    { name: 'emergency-south', displayName: 'Emergency Access South', lastSignInDaysAgo: 188 },
  ].map((one) => ({ ...one, kind: 'break-glass', domain: FIRST_DOMAIN, createdDaysAgo: 1600 }));
}

export const SERVICE_ACCOUNTS: readonly AccountDraft[] = [
  ['svc-scanner', 'Scanner to Mail Service'],
  ['svc-erp-sync', 'ERP Sync Service'],
  ['svc-backup', 'Backup Service'],
  ['svc-warehouse-labels', 'Warehouse Label Printing'],
  ['svc-monitoring', 'Monitoring Probe'],
  ['svc-payroll-export', 'Payroll Export Service'],
].map(([name = '', displayName = '']) => ({
  name,
  displayName,
  kind: 'service',
  domain: FIRST_DOMAIN,
  createdDaysAgo: 1200,
  lastSignInDaysAgo: 0.05,
}));

export const SHARED_MAILBOXES: readonly AccountDraft[] = [
  ['orders', 'Orders'],
  ['careers', 'Careers'],
  ['press', 'Press Office'],
  ['returns', 'Returns Desk'],
  ['facilities', 'Facilities'],
].map(([name = '', displayName = '']) => ({
  name,
  displayName,
  kind: 'shared-mailbox',
  createdDaysAgo: 1400,
  lastSignInDaysAgo: null,
}));

export const ROOMS: readonly AccountDraft[] = [
  ['room-hamburg-elbe', 'Room Elbe (8)', 'Hamburg'],
  ['room-hamburg-alster', 'Room Alster (14)', 'Hamburg'],
  ['room-lyon-rhone', 'Room Rhône (10)', 'Lyon'],
  ['room-valencia-turia', 'Room Turia (6)', 'Valencia'],
  ['room-bristol-avon', 'Room Avon (8)', 'Bristol'],
  ['room-portland-willamette', 'Room Willamette (12)', 'Portland'],
].map(([name = '', displayName = '', city = '']) => ({
  name,
  displayName,
  office: officeIn(city),
  kind: 'room',
  createdDaysAgo: 1300,
  lastSignInDaysAgo: null,
}));

const GUESTS = [
  ['clara.voss', 'ostwind-textil.example', 'Clara Voss'],
  ['p.laurent', 'atelier-laurent.example', 'Pauline Laurent'],
  ['kenji', 'minato-fabrics.example', 'Kenji Mori'],
  ['audit.team', 'prufwerk.example', 'Prüfwerk Audit Team'],
  ['ruth.adler', 'adler-law.example', 'Ruth Adler'],
  ['dario', 'studio-dario.example', 'Dario Conti'],
  ['h.iversen', 'fjordfreight.example', 'Hanne Iversen'],
  ['sam.rivera', 'riverasupply.example', 'Sam Rivera'],
  ['lina', 'lina-photo.example', 'Lina Berg'],
  ['o.mensah', 'goldcoast-cotton.example', 'Owusu Mensah'],
] as const;

export const GUEST_ACCOUNTS: readonly AccountDraft[] = GUESTS.map(([name, home, displayName], index) => ({
  name: `${name}_${home}#EXT#`,
  displayName,
  kind: 'guest',
  domain: FIRST_DOMAIN,
  createdDaysAgo: 120 + index * 30,
  lastSignInDaysAgo: index * 9,
}));
