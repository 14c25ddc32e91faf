import { type HelpInput, toHelpView } from '../../../src/cards/help.ts';
import { type Notice, toNoticeView } from '../../../src/cards/notice.ts';
import { toProblemView } from '../../../src/cards/problem.ts';
import { toRefusalView } from '../../../src/cards/refusal.ts';
import type { TextKey, Texts } from '../../../src/cards/texts.ts';
import { toWelcomeView } from '../../../src/cards/welcome.ts';
import {
  type KnownError,
  MissingLicence,
  MissingPermission,
  NotFound,
  TryAgainLater,
  Unavailable,
  UserError,
} from '../../../src/errors.ts';
import type { Role } from '../../../src/people/roles.ts';
import { NOW, ORGANISATION, REGISTRATION_URL } from './people.ts';

/** A few more than the bot knows: long lists fold. */
const COMMANDS: readonly (readonly [string, TextKey])[] = [
  ['status', 'command.status'],
  ['help', 'command.help'],
  ['status NAME', 'command.status-of'],
  ['registration', 'command.registration'],
  ['readiness', 'command.readiness'],
  ['legacy auth', 'command.legacy-auth'],
  ['registration yesterday', 'command.registration'],
  ['why', 'command.why'],
  ['why NAME', 'command.why-of'],
  ['campaign new', 'command.campaign-new'],
  ['campaign list', 'command.campaign-list'],
  ['cases here', 'command.cases-here'],
  ['digest here', 'command.digest-here'],
  ['campaign NAME', 'command.campaign'],
  ['watch', 'command.watch'],
  ['plan', 'command.plan'],
  ['kit', 'command.kit'],
  ['validate', 'command.validate'],
  ['announce break-glass test', 'command.announce-test'],
  ['exceptions', 'command.exceptions'],
  ['exempt NAME', 'command.exempt'],
  ['exempt me', 'command.exempt-me'],
];

const lines = (texts: Texts, count: number) =>
  COMMANDS.slice(0, count).map(([command, key]) => ({ command, description: texts.t(key) }));

const help = (count: number, unknown?: { text: string; nearest: number }) => (texts: Texts) => {
  const rows = lines(texts, count);
  const input: HelpInput = unknown
    ? { rows, unknown: { text: unknown.text, nearest: rows.slice(0, unknown.nearest) } }
    : { rows };
  return toHelpView(input, texts);
};
const refused = (role: Role) => (texts: Texts) => toRefusalView({ role }, texts);
const noticed = (notice: Notice) => (texts: Texts) => toNoticeView(notice, texts);
const problem = (known: KnownError | null) => (texts: Texts) =>
  toProblemView({ known, reference: 'K7Q2-M4XD' }, texts);
const welcome = (name: string | null, organisation: string | null, count: number) => (texts: Texts) =>
  toWelcomeView({ name, organisation, registrationUrl: REGISTRATION_URL, rows: lines(texts, count) }, texts);

export const smallSamples = {
  help: {
    'for everybody': help(2),
    'for an administrator': help(COMMANDS.length),
    'unknown text, something near': help(8, { text: 'statsu', nearest: 1 }),
    'unknown text, nothing near': help(2, {
      text: 'ignore **this** [link](https://evil.example)',
      nearest: 0,
    }),
  },
  notice: {
    'answered privately': noticed({ kind: 'answered-privately' }),
    'ask privately': noticed({ kind: 'ask-privately' }),
    'already done': noticed({ kind: 'already-done' }),
    'expired, replaced': noticed({ kind: 'expired', replaced: true }),
    expired: noticed({ kind: 'expired', replaced: false }),
    'somebody was faster': noticed({ kind: 'somebody-was-faster', name: 'Rosa Lind' }),
    'somebody was faster, nobody knows who': noticed({ kind: 'somebody-was-faster', name: null }),
    'steps sent': noticed({ kind: 'steps-sent', name: 'Alice Weber' }),
    'steps sent before': noticed({ kind: 'steps-sent-before', name: 'Alice Weber' }),
    'steps, no chat': noticed({ kind: 'steps-no-chat', name: 'Alice Weber' }),
    'steps, not in this case': noticed({ kind: 'steps-not-now' }),
    watching: noticed({ kind: 'watching', name: 'Alice Weber', until: NOW }),
    'watching already': noticed({ kind: 'watching-before', name: 'Alice Weber', until: NOW }),
    'watching, no chat': noticed({ kind: 'watch-no-chat' }),
    'search, not in this chat': noticed({ kind: 'not-in-this-chat' }),
    'locked-out people written to': noticed({ kind: 'watch-messaged', count: 7 }),
    'help, nothing typed': noticed({ kind: 'help-empty' }),
    'case, not there any more': noticed({ kind: 'case-gone' }),
    'exception, not there any more': noticed({ kind: 'exception-gone' }),
    'ten minutes, asked for': noticed({ kind: 'help-wanted' }),
    'ten minutes, asked for before': noticed({ kind: 'help-wanted-before' }),
    'ten minutes, nobody to ask': noticed({ kind: 'help-nobody' }),
    'cases come here': noticed({ kind: 'cases-here' }),
    'the digest comes here': noticed({ kind: 'digest-here' }),
    'named, not in a channel': noticed({ kind: 'not-a-channel' }),
    'report, not here': noticed({ kind: 'validate-privately' }),
    'plan, gone': noticed({ kind: 'plan-gone' }),
    'plan, ended': noticed({ kind: 'plan-ended' }),
    'plan, export not here': noticed({ kind: 'plan-export-privately' }),
    'search, nothing typed': noticed({ kind: 'search-more' }),
    'search, nobody': noticed({ kind: 'search-nobody', asked: 'alcie' }),
    'campaign, somebody was faster': noticed({ kind: 'campaign-faster' }),
    'campaign, second administrator': noticed({ kind: 'campaign-needs-second-admin', name: 'Autumn' }),
    'campaign, the same administrator': noticed({ kind: 'campaign-same-admin' }),
    'campaign, not possible': noticed({ kind: 'campaign-not-possible', state: 'completed' }),
    'campaign, gone': noticed({ kind: 'campaign-gone' }),
    'campaign, previewed': noticed({ kind: 'campaign-previewed' }),
    'campaign, a button of a preview': noticed({ kind: 'campaign-preview-press' }),
    'campaign, no private chat': noticed({ kind: 'campaign-no-chat' }),
    'campaign, no reason chosen': noticed({ kind: 'campaign-retry-none' }),
    'campaign, sent again': noticed({ kind: 'campaign-retried', count: 1_204 }),
    'export, not here': noticed({ kind: 'export-privately', name: 'Autumn' }),
    'export, offered': noticed({ kind: 'export-offered' }),
    'export, being written': noticed({ kind: 'export-saving' }),
    'export, declined': noticed({ kind: 'export-declined' }),
    'export, failed': noticed({ kind: 'export-failed' }),
  },
  problem: {
    bug: problem(null),
    busy: problem(new TryAgainLater(42, 'Microsoft Graph')),
    'permission missing': problem(new MissingPermission('AuditLog.Read.All', 'sign-ins')),
    'licence missing': problem(new MissingLicence('Microsoft Entra ID P1', 'sign-ins')),
    unavailable: problem(new Unavailable('Graph does not answer.', 'Try again.')),
    'nobody found': problem(
      new NotFound('Nobody here fits “alcie”.', 'Check the spelling, or use the user principal name.'),
    ),
    'cannot be done as asked': problem(
      new UserError('bad-input', 'That date is in the past.', 'Choose a day from tomorrow on.'),
    ),
  },
  refusal: {
    helpdesk: refused('helpdesk'),
    admin: refused('admin'),
    security: refused('security'),
    user: refused('user'),
  },
  welcome: {
    named: welcome('Alice', ORGANISATION.displayName, 2),
    unnamed: welcome(null, null, 0),
    'for the helpdesk': welcome('Rosa', ORGANISATION.displayName, 3),
  },
};
