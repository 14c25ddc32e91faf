import { z } from 'zod';
import { readOwnQuestion, readQuestionAboutSomebody } from '../triage/sentence.ts';
import { casesHere, digestHere } from './campaign-channel.ts';
import { readCampaignList, showCampaign, showCampaigns } from './campaign-show.ts';
import { newCampaign } from './campaign-write.ts';
import { announceTest } from './emergency.ts';
import { showExceptions } from './exceptions.ts';
import { readExemption, readOwnExemption } from './exemption-sentence.ts';
import { askExemption, askOwnExemption } from './exemptions.ts';
import { showHelp, showOwnStatus, showStatusOf } from './handlers.ts';
import { showKit } from './kit.ts';
import { showLegacyAuth } from './legacy-auth.ts';
import { showReadiness, showRegistration } from './overview.ts';
import { showPlan } from './plan.ts';
import { type CommandRow, command } from './rows.ts';
import { showOwnWhy, showWhyOf } from './triage-ask.ts';
import { showValidation } from './validation.ts';
import { showWatch } from './watch.ts';

const nothing = z.object({});
/** What remains of a question about oneself: when, and where. */
const ownQuestion = z.object({ person: z.string().max(200) });
const somebody = z.object({ person: z.string().trim().min(1).max(200) });

/**
 * Every command that people type. Help, the manifest's lists and dispatch all read this table.
 * Two rows may share their words when one takes a person and the other takes nothing.
 */
export const COMMANDS: readonly CommandRow[] = [
  command({
    words: 'status',
    takes: 'nothing',
    who: 'user',
    about: 'asker',
    summary: 'command.status',
    input: nothing,
    run: showOwnStatus,
  }),
  command({
    words: 'status',
    takes: 'person',
    who: 'helpdesk',
    about: 'others',
    summary: 'command.status-of',
    input: somebody,
    run: showStatusOf,
  }),
  command({
    words: 'why',
    takes: 'nothing',
    who: 'user',
    about: 'asker',
    summary: 'command.why',
    reads: readOwnQuestion,
    input: ownQuestion,
    run: showOwnWhy,
  }),
  command({
    words: 'why',
    takes: 'person',
    who: 'helpdesk',
    about: 'others',
    summary: 'command.why-of',
    reads: readQuestionAboutSomebody,
    input: somebody,
    run: showWhyOf,
  }),
  command({
    words: 'campaign new',
    takes: 'nothing',
    who: 'admin',
    about: 'others',
    summary: 'command.campaign-new',
    inHelpAlone: true,
    input: nothing,
    run: newCampaign,
  }),
  command({
    words: 'campaign list',
    takes: 'nothing',
    who: 'admin',
    about: 'others',
    summary: 'command.campaign-list',
    reads: readCampaignList,
    input: nothing,
    run: showCampaigns,
  }),
  command({
    words: 'campaign',
    takes: 'person',
    who: 'admin',
    about: 'others',
    summary: 'command.campaign',
    input: somebody,
    run: showCampaign,
  }),
  command({
    words: 'cases here',
    takes: 'nothing',
    who: 'admin',
    about: 'nobody',
    summary: 'command.cases-here',
    inHelpAlone: true,
    input: nothing,
    run: casesHere,
  }),
  command({
    words: 'digest here',
    takes: 'nothing',
    who: 'admin',
    about: 'nobody',
    summary: 'command.digest-here',
    inHelpAlone: true,
    input: nothing,
    run: digestHere,
  }),
  command({
    words: 'registration',
    takes: 'nothing',
    who: 'admin',
    about: 'others',
    summary: 'command.registration',
    input: nothing,
    run: showRegistration,
  }),
  command({
    words: 'legacy auth',
    takes: 'nothing',
    who: 'admin',
    about: 'others',
    summary: 'command.legacy-auth',
    input: nothing,
    run: showLegacyAuth,
  }),
  command({
    words: 'readiness',
    takes: 'nothing',
    who: 'admin',
    about: 'others',
    summary: 'command.readiness',
    input: nothing,
    run: showReadiness,
  }),
  command({
    words: 'plan',
    takes: 'nothing',
    who: 'admin',
    about: 'others',
    summary: 'command.plan',
    input: nothing,
    run: showPlan,
  }),
  command({
    words: 'kit',
    takes: 'nothing',
    who: 'admin',
    about: 'nobody',
    summary: 'command.kit',
    inHelpAlone: true,
    input: nothing,
    run: showKit,
  }),
  command({
    words: 'watch',
    takes: 'nothing',
    who: 'admin',
    about: 'others',
    summary: 'command.watch',
    input: nothing,
    run: showWatch,
  }),
  command({
    words: 'exceptions',
    takes: 'nothing',
    who: 'admin',
    about: 'others',
    summary: 'command.exceptions',
    inHelpAlone: true,
    input: nothing,
    run: showExceptions,
  }),
  command({
    words: 'exempt',
    takes: 'person',
    who: 'helpdesk',
    orWho: 'admin',
    about: 'others',
    summary: 'command.exempt',
    inHelpAlone: true,
    reads: readExemption,
    input: somebody,
    run: askExemption,
  }),
  command({
    words: 'exempt me',
    takes: 'nothing',
    who: 'user',
    about: 'asker',
    summary: 'command.exempt-me',
    inHelpAlone: true,
    reads: readOwnExemption,
    input: nothing,
    run: askOwnExemption,
  }),
  command({
    words: 'validate',
    takes: 'nothing',
    who: 'admin',
    about: 'others',
    summary: 'command.validate',
    inHelpAlone: true,
    input: nothing,
    run: showValidation,
  }),
  command({
    words: 'announce break-glass test',
    takes: 'nothing',
    who: 'admin',
    about: 'nobody',
    summary: 'command.announce-test',
    inHelpAlone: true,
    input: nothing,
    run: announceTest,
  }),
  command({
    words: 'help',
    takes: 'nothing',
    who: 'user',
    about: 'nobody',
    summary: 'command.help',
    input: nothing,
    run: showHelp,
  }),
];
