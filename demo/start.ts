import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { inTrouble, startDemo } from './demo.ts';

/** `npm run demo`: everything on this machine, nothing in the cloud. */
const LOG = 'out/demo.log';
await mkdir('out', { recursive: true });
const log = createWriteStream(LOG);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort());
}

say('Starting a simulated company, its people, the bot and four chat windows …');
const demo = await startDemo({
  windows: ['user', 'helpdesk', 'admin', 'caller'],
  crowd: {},
  onBotOutput: (text) => log.write(text),
  signal: stopping.signal,
}).catch((error: unknown) => {
  if (!stopping.signal.aborted) throw error;
  say('Stopped before everything had started; nothing is left running.');
  process.exit(0);
});
const { user, helpdesk, admin, caller } = demo.windows;
const taken = inTrouble(demo.company, 'account-takeover');
say(`
Muster is running for ${demo.company.name}, a company of ${demo.company.users.length} accounts that exists only here.

  1. Open ${user?.url}
     You are ${user?.person.displayName}, who has nothing registered yet. Type: status
     Then press "Check again".

  2. Open ${caller?.url}
     You are ${caller?.person.displayName}, who has a new phone and cannot sign in. Type: why

  3. Open ${helpdesk?.url}
     You are ${helpdesk?.person.displayName} from the helpdesk, and ${caller?.person.displayName} is on the phone.
     Type: why ${caller?.person.displayName}
     Then press "Send the steps", and look at window 2.
     Then: why ${taken.displayName}   (somebody else is at the door: the card is red)
     Then: why can't Alice sign in?   (several people fit, and you choose)

  4. Open ${admin?.url}
     You are ${admin?.person.displayName}, who runs the rollout. Type: registration
     Then type: campaign new   Give it a name, the goal about text messages, today's date and "At once"; save it,
     press "Check again" until the directory has been read, and "Start".
     ${demo.crowd?.chats.size} colleagues without a window have the bot, too: they get their cards, and about twenty a minute do
     something with them. Most register, some put it off, ask for help or have no smartphone. Watch the card of
     the campaign, and window 1: its button leads to ${demo.registrationUrl}, where you add something,
     and the card turns green. That page is simulated as well: it asks who you are and believes you.

  In a group chat or channel, begin with @Muster. Type help anywhere.

The chat windows are Microsoft's own Playground: they listen on every network interface of this machine,
without a password. Everything in them is invented, but do not run the demo on a network that you do not trust.
What the bot logs is in ${LOG}. Ctrl-C stops everything.
`);

const broken = await Promise.race([
  demo.broken,
  new Promise<null>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve(null));
    if (stopping.signal.aborted) resolve(null);
  }),
]);
if (broken !== null) say(`The ${broken} ended by itself; ${LOG} may say why. Stopping the rest.`);
else say('Stopping …');
await demo.stop();
log.end();
process.exitCode = broken === null ? 0 : 1;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
