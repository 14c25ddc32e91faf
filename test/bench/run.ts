/** `npm run bench -- NAME`: measures, prints what it found, and fails where a target is missed. */
const BENCHES: Readonly<Record<string, () => Promise<{ bench(): Promise<boolean> }>>> = {
  campaign: () => import('./campaign.ts'),
  delivery: () => import('./delivery.ts'),
  recipients: () => import('./recipients.ts'),
  'legacy-auth': () => import('./legacy-auth.ts'),
  registration: () => import('./registration.ts'),
  triage: () => import('./triage.ts'),
  start: () => import('./start.ts'),
};

const name = process.argv[2] ?? '';
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (load) {
  process.exitCode = (await (await load()).bench()) ? 0 : 1;
} else {
  process.stderr.write(`npm run bench -- NAME, where NAME is one of: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 2;
}
