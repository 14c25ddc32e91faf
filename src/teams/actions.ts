import { z } from 'zod';
import { FORM_FIELDS, type FormField } from '../campaign/form.ts';
import { SNOOZES } from '../campaign/ports.ts';
import { PREVIEW_VERB } from '../cards/preview.ts';
import { LANGUAGES } from '../cards/texts.ts';
import { KIT_TEXTS } from '../rollout/kit.ts';
import { PHASES } from '../rollout/phases.ts';
import { PLAN_FIELDS, type PlanField } from '../rollout/plan-form.ts';
import {
  cancelCampaign,
  exportCampaign,
  pauseCampaign,
  pressPreview,
  previewCampaign,
  resumeCampaign,
  retryFailed,
  showContacts,
  startCampaign,
} from './campaign-act.ts';
import { openCampaign, showCampaigns } from './campaign-show.ts';
import { changeCampaign, createCampaign, editCampaign, newCampaign } from './campaign-write.ts';
import { closeCase } from './case-act.ts';
import {
  closeException,
  decideException,
  exportExceptions,
  openException,
  reopenException,
  showExceptions,
} from './exceptions.ts';
import { askForTalk, closeTalk, pickExemption } from './exemptions.ts';
import { showOwnStatus, showStatusOf } from './handlers.ts';
import { showKit } from './kit.ts';
import { showLegacyAuth } from './legacy-auth.ts';
import { showReadiness, showRegistration } from './overview.ts';
import {
  changePlan,
  createPlan,
  editPlan,
  endPlan,
  exportPlanCalendar,
  exportPlanText,
  newPlanForm,
  showPlan,
  tickPlan,
} from './plan.ts';
import {
  reminderDone,
  reminderHelp,
  reminderNoPhone,
  reminderSnooze,
  reminderWhyMe,
} from './reminder-act.ts';
import { type ActionRow, action } from './rows.ts';
import { sendStepsOf, watchNext } from './triage-act.ts';
import { pickPerson, refreshCase, showOwnWhy } from './triage-ask.ts';
import { saveValidation, showValidation } from './validation.ts';
import { messageLockedOut, showWatch, startWatching, stopWatching } from './watch.ts';

const version = z.number().int().positive();
const nothing = z.object({ v: version });
const somebody = z.object({ v: version, person: z.guid() });
const oneCase = z.object({ v: version, case: z.guid() });
const somebodyOfCase = z.object({ v: version, person: z.guid(), case: z.guid().optional() });
const ofCampaign = z.object({ v: version, campaign: z.guid() });
const snoozed = ofCampaign.extend({ snooze: z.enum(SNOOZES) });
/** More than the card's own field lets through is no press of that card. */
const asking = ofCampaign.extend({ words: z.string().max(500).default('') });
const seenCampaign = ofCampaign.extend({ seen: z.number().int().nonnegative() });
const page = z.number().int().min(1).max(1_000_000).optional();
/** Clients send every field as text; a list of addresses is the longest. */
const field = z.string().max(30_000).optional();
type FormShape = Record<FormField, typeof field>;
const form = z.object(Object.fromEntries(FORM_FIELDS.map((name) => [name, field])) as FormShape);
const outcomes = z
  .string()
  .max(200)
  .default('')
  .transform((text) => text.split(','));
const oneWatch = z.object({ v: version, watch: z.guid() });
/** Inputs come as text; an empty one means everybody. */
const watched = z.object({
  v: version,
  group: z
    .string()
    .trim()
    .optional()
    .transform((text) => text || null)
    .pipe(z.guid().nullable()),
});
const seenPlan = z.object({ v: version, plan: z.guid(), seen: z.number().int().nonnegative() });
type PlanShape = Record<PlanField, typeof field>;
const planForm = z.object(Object.fromEntries(PLAN_FIELDS.map((name) => [name, field])) as PlanShape);
const planTicks = z.object(Object.fromEntries(PHASES.map((phase) => [`done-${phase}`, field])));
const chosenKit = z.object({
  v: version,
  text: z.enum(KIT_TEXTS).optional(),
  language: z.enum(LANGUAGES).optional(),
});
const ownQuestion = z.object({ v: version }).transform(() => ({ person: '' }));

/** Every button. Its data is a hint from the client: who may press it is decided here, and state is read again. */
export const ACTIONS: readonly ActionRow[] = [
  action({ verb: 'status.refresh', who: 'user', about: 'asker', input: nothing, run: showOwnStatus }),
  action({
    verb: 'status.refresh-other',
    who: 'helpdesk',
    about: 'others',
    input: somebody,
    run: showStatusOf,
  }),
  action({
    verb: 'registration.refresh',
    who: 'admin',
    about: 'others',
    input: nothing,
    run: showRegistration,
  }),
  action({ verb: 'legacy.refresh', who: 'admin', about: 'others', input: nothing, run: showLegacyAuth }),
  action({ verb: 'validate.refresh', who: 'admin', about: 'others', input: nothing, run: showValidation }),
  action({ verb: 'validate.export', who: 'admin', about: 'others', input: nothing, run: saveValidation }),
  action({ verb: 'readiness.refresh', who: 'admin', about: 'others', input: nothing, run: showReadiness }),
  action({ verb: 'why.refresh', who: 'user', about: 'asker', input: ownQuestion, run: showOwnWhy }),
  action({
    verb: 'triage.pick-user',
    who: 'helpdesk',
    about: 'others',
    input: somebodyOfCase,
    run: pickPerson,
  }),
  action({ verb: 'triage.refresh', who: 'helpdesk', about: 'others', input: oneCase, run: refreshCase }),
  action({ verb: 'triage.send-steps', who: 'helpdesk', about: 'others', input: oneCase, run: sendStepsOf }),
  action({ verb: 'triage.watch', who: 'helpdesk', about: 'others', input: oneCase, run: watchNext }),
  action({ verb: 'reminder.done', who: 'user', about: 'asker', input: ofCampaign, run: reminderDone }),
  action({ verb: 'reminder.snooze', who: 'user', about: 'asker', input: snoozed, run: reminderSnooze }),
  action({
    verb: 'reminder.no-phone',
    who: 'user',
    about: 'asker',
    input: ofCampaign,
    run: reminderNoPhone,
  }),
  action({ verb: 'reminder.help', who: 'user', about: 'asker', input: asking, run: reminderHelp }),
  action({ verb: 'reminder.why-me', who: 'user', about: 'asker', input: ofCampaign, run: reminderWhyMe }),
  // It shows no more than the card on which it is pressed.
  action({ verb: 'case.close', who: 'helpdesk', about: 'nobody', input: oneCase, run: closeCase }),
  ...campaignActions(),
  ...exceptionActions(),
  ...planActions(),
];

function campaignActions(): readonly ActionRow[] {
  // Its figures are about people, and whoever may see them may change it.
  const row = { who: 'admin', about: 'others' } as const;
  const language = ofCampaign.extend({ language: z.enum(LANGUAGES) });
  return [
    action({ ...row, verb: 'campaign.list', input: z.object({ v: version, page }), run: showCampaigns }),
    action({ ...row, verb: 'campaign.open', input: ofCampaign, run: openCampaign }),
    action({ ...row, verb: 'campaign.refresh', input: ofCampaign, run: openCampaign }),
    action({ ...row, verb: 'campaign.new', input: nothing, run: newCampaign }),
    action({ ...row, verb: 'campaign.create', input: form.extend({ v: version }), run: createCampaign }),
    action({ ...row, verb: 'campaign.edit', input: seenCampaign, run: editCampaign }),
    action({ ...row, verb: 'campaign.change', input: seenCampaign.and(form), run: changeCampaign }),
    action({ ...row, verb: 'campaign.start', input: seenCampaign, run: startCampaign }),
    action({ ...row, verb: 'campaign.pause', input: seenCampaign, run: pauseCampaign }),
    action({ ...row, verb: 'campaign.resume', input: seenCampaign, run: resumeCampaign }),
    action({ ...row, verb: 'campaign.cancel', input: seenCampaign, run: cancelCampaign }),
    action({ ...row, verb: 'campaign.preview', input: language, run: previewCampaign }),
    action({ ...row, verb: PREVIEW_VERB, input: nothing, run: pressPreview }),
    action({
      ...row,
      verb: 'campaign.retry-failed',
      input: ofCampaign.extend({ outcomes }),
      run: retryFailed,
    }),
    action({ ...row, verb: 'campaign.contact-list', input: ofCampaign.extend({ page }), run: showContacts }),
    action({ ...row, verb: 'campaign.export', input: ofCampaign, run: exportCampaign }),
    action({ verb: 'watch.start', who: 'admin', about: 'others', input: watched, run: startWatching }),
    action({ verb: 'watch.stop', who: 'admin', about: 'others', input: oneWatch, run: stopWatching }),
    // The card stands in the helpdesk's channel, and those who are locked out call there.
    action({ verb: 'watch.refresh', who: 'helpdesk', about: 'others', input: nothing, run: showWatch }),
    action({
      verb: 'watch.message',
      who: 'helpdesk',
      about: 'others',
      input: oneWatch,
      run: messageLockedOut,
    }),
  ];
}

function planActions(): readonly ActionRow[] {
  const row = { who: 'admin', about: 'others' } as const;
  const onePlan = z.object({ v: version, plan: z.guid() });
  return [
    // It names nobody.
    action({ ...row, verb: 'kit.show', about: 'nobody', input: chosenKit, run: showKit }),
    action({ ...row, verb: 'plan.refresh', input: nothing, run: showPlan }),
    action({ ...row, verb: 'plan.new', input: nothing, run: newPlanForm }),
    action({ ...row, verb: 'plan.create', input: planForm.extend({ v: version }), run: createPlan }),
    action({ ...row, verb: 'plan.edit', input: seenPlan, run: editPlan }),
    action({ ...row, verb: 'plan.change', input: seenPlan.and(planForm), run: changePlan }),
    action({ ...row, verb: 'plan.tick', input: seenPlan.and(planTicks), run: tickPlan }),
    action({ ...row, verb: 'plan.end', input: seenPlan, run: endPlan }),
    action({ ...row, verb: 'plan.export-markdown', input: onePlan, run: exportPlanText }),
    action({ ...row, verb: 'plan.export-calendar', input: onePlan, run: exportPlanCalendar }),
  ];
}

function exceptionActions(): readonly ActionRow[] {
  const row = { who: 'admin', about: 'others' } as const;
  const one = z.object({ v: version, exception: z.guid() });
  const seen = one.extend({ seen: z.number().int().positive() });
  const line = z.string().max(200).default('');
  const decision = seen.extend({
    decision: line,
    owner: line,
    expires: z.string().max(40).default(''),
    note: line,
  });
  const request = z.object({ v: version, request: z.guid() });
  return [
    action({ ...row, verb: 'exception.list', input: z.object({ v: version, page }), run: showExceptions }),
    action({ ...row, verb: 'exception.open', input: one, run: openException }),
    action({ ...row, verb: 'exception.decide', input: decision, run: decideException }),
    action({ ...row, verb: 'exception.close', input: seen, run: closeException }),
    action({ ...row, verb: 'exception.reopen', input: seen, run: reopenException }),
    action({ ...row, verb: 'exception.export', input: nothing, run: exportExceptions }),
    action({
      verb: 'exception.ask',
      who: 'helpdesk',
      orWho: 'admin',
      about: 'others',
      input: somebody,
      run: pickExemption,
    }),
    // Whose request it is, and who may speak for somebody else, is looked at when it is pressed.
    action({ verb: 'exception.talk', who: 'user', about: 'nobody', input: request, run: askForTalk }),
    action({ verb: 'exception.talk-done', who: 'helpdesk', about: 'nobody', input: request, run: closeTalk }),
  ];
}
