import campaign from '../../cards/campaign.json' with { type: 'json' };
import campaignContacts from '../../cards/campaign-contacts.json' with { type: 'json' };
import campaignDigest from '../../cards/campaign-digest.json' with { type: 'json' };
import campaignForm from '../../cards/campaign-form.json' with { type: 'json' };
import campaignList from '../../cards/campaign-list.json' with { type: 'json' };
import caseCard from '../../cards/case.json' with { type: 'json' };
import choosePerson from '../../cards/choose-person.json' with { type: 'json' };
import emergency from '../../cards/emergency.json' with { type: 'json' };
import exception from '../../cards/exception.json' with { type: 'json' };
import exceptions from '../../cards/exceptions.json' with { type: 'json' };
import exemption from '../../cards/exemption.json' with { type: 'json' };
import help from '../../cards/help.json' with { type: 'json' };
import kit from '../../cards/kit.json' with { type: 'json' };
import legacyAuth from '../../cards/legacy-auth.json' with { type: 'json' };
import notice from '../../cards/notice.json' with { type: 'json' };
import plan from '../../cards/plan.json' with { type: 'json' };
import planForm from '../../cards/plan-form.json' with { type: 'json' };
import problem from '../../cards/problem.json' with { type: 'json' };
import readiness from '../../cards/readiness.json' with { type: 'json' };
import refusal from '../../cards/refusal.json' with { type: 'json' };
import registration from '../../cards/registration.json' with { type: 'json' };
import reminder from '../../cards/reminder.json' with { type: 'json' };
import selfHelp from '../../cards/self-help.json' with { type: 'json' };
import status from '../../cards/status.json' with { type: 'json' };
import triage from '../../cards/triage.json' with { type: 'json' };
import triageBrief from '../../cards/triage-brief.json' with { type: 'json' };
import validation from '../../cards/validation.json' with { type: 'json' };
import watch from '../../cards/watch.json' with { type: 'json' };
import welcome from '../../cards/welcome.json' with { type: 'json' };
import type { CampaignContactsView } from './campaign-contacts.ts';
import type { CampaignDigestView } from './campaign-digest.ts';
import type { CampaignFormView } from './campaign-form.ts';
import type { CampaignListView } from './campaign-list.ts';
import type { CampaignView } from './campaign-view.ts';
import type { CaseView } from './case.ts';
import type { ChoosePersonView } from './choose-person.ts';
import type { EmergencyView } from './emergency.ts';
import type { ExceptionView } from './exception.ts';
import type { ExceptionsView } from './exceptions.ts';
import type { ExemptionView } from './exemption.ts';
import type { HelpView } from './help.ts';
import type { KitView } from './kit.ts';
import type { LegacyAuthView } from './legacy-auth.ts';
import type { NoticeView } from './notice.ts';
import type { PlanView } from './plan.ts';
import type { PlanFormView } from './plan-form.ts';
import type { ProblemView } from './problem.ts';
import type { ReadinessView } from './readiness.ts';
import type { RefusalView } from './refusal.ts';
import type { RegistrationView } from './registration.ts';
import type { ReminderView } from './reminder.ts';
import type { SelfHelpView } from './self-help.ts';
import type { StatusView } from './status.ts';
import type { TriageView } from './triage.ts';
import type { TriageBriefView } from './triage-brief.ts';
import type { ValidationView } from './validation.ts';
import type { WatchView } from './watch.ts';
import type { WelcomeView } from './welcome.ts';

/** Which view each card takes. */
export interface Views {
  readonly campaign: CampaignView;
  readonly 'campaign-contacts': CampaignContactsView;
  readonly 'campaign-digest': CampaignDigestView;
  readonly 'campaign-form': CampaignFormView;
  readonly 'campaign-list': CampaignListView;
  readonly case: CaseView;
  readonly 'choose-person': ChoosePersonView;
  readonly emergency: EmergencyView;
  readonly exception: ExceptionView;
  readonly exceptions: ExceptionsView;
  readonly exemption: ExemptionView;
  readonly help: HelpView;
  readonly kit: KitView;
  readonly 'legacy-auth': LegacyAuthView;
  readonly notice: NoticeView;
  readonly plan: PlanView;
  readonly 'plan-form': PlanFormView;
  readonly problem: ProblemView;
  readonly refusal: RefusalView;
  readonly readiness: ReadinessView;
  readonly registration: RegistrationView;
  readonly reminder: ReminderView;
  readonly 'self-help': SelfHelpView;
  readonly status: StatusView;
  readonly triage: TriageView;
  readonly 'triage-brief': TriageBriefView;
  readonly validation: ValidationView;
  readonly watch: WatchView;
  readonly welcome: WelcomeView;
}
export type CardName = keyof Views;

export const TEMPLATES: Readonly<Record<CardName, object>> = {
  campaign,
  'campaign-contacts': campaignContacts,
  'campaign-digest': campaignDigest,
  'campaign-form': campaignForm,
  'campaign-list': campaignList,
  case: caseCard,
  'choose-person': choosePerson,
  emergency,
  exception,
  exceptions,
  exemption,
  help,
  kit,
  'legacy-auth': legacyAuth,
  notice,
  plan,
  'plan-form': planForm,
  problem,
  refusal,
  readiness,
  registration,
  reminder,
  'self-help': selfHelp,
  status,
  triage,
  'triage-brief': triageBrief,
  validation,
  watch,
  welcome,
};
