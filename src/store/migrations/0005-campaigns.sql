-- Everybody of the tenant as last read, for all campaigns together.
create table roster (
  -- Entra object id, lower case.
  person_id text primary key,
  user_principal_name text not null,
  display_name text not null,
  mail text,
  kind text not null check (kind in ('member', 'guest')),
  enabled boolean not null,
  department text,
  -- Two letters, upper case.
  country text,
  language text,
  is_admin boolean not null default false,
  -- Null until the registration report has told.
  registration text check (registration in ('none', 'phone-only', 'registered', 'passkey')),
  -- When that was last shown by the person's own methods, which are newer than the report.
  looked_at timestamptz,
  -- IANA's name, after the country.
  time_zone text not null,
  -- The reading that last saw the account: whoever has an older one at its end is gone.
  reading integer not null
);

-- What is read from the directory as a whole: `roster`, or the id of a group.
create table readings (
  name text primary key,
  -- Goes up with each reading that is begun.
  reading integer not null,
  -- Who reads at the moment; null: nobody. Who has not been seen for a while is dead, and another goes on.
  owner uuid,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  -- What of it is done, so that whoever goes on does not begin again.
  people_read boolean not null default false,
  people integer not null default 0,
  -- The newest one that was read to its end.
  completed_at timestamptz,
  completed_people integer,
  trouble text
);

-- Who is in the groups that campaigns name, through any nesting.
create table group_members (
  group_id text not null,
  person_id text not null,
  reading integer not null,
  primary key (group_id, person_id)
);

create table campaigns (
  campaign_id uuid primary key,
  name text not null,
  goal text not null check (goal in ('any-method', 'no-sms-only', 'passkey')),
  state text not null check (state in ('draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled')),
  audience jsonb not null,
  calendar jsonb not null,
  approval_above integer not null,
  contact text,
  created_by text not null,
  created_at timestamptz not null,
  start_asked_by text,
  approved_by text,
  started_at timestamptz,
  ended_at timestamptz,
  trouble text,
  version integer not null default 1,
  -- Which steps of the calendar have been taken: each is taken once, whoever looks at the calendar.
  steps_taken text[] not null default '{}',
  -- Up to which person of the roster recipients have been made; the end of it, when all are.
  recipients_made_to text not null default '',
  recipients_made boolean not null default false
);

create unique index campaigns_by_name on campaigns (lower(name)) where state not in ('completed', 'cancelled');

-- One row for each campaign and person, made when the campaign starts.
create table recipients (
  campaign_id uuid not null,
  person_id text not null,
  user_principal_name text not null,
  display_name text not null,
  department text,
  country text,
  language text not null,
  time_zone text not null,
  is_admin boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'told', 'snoozed', 'asked', 'registered',
    'unreachable', 'left', 'not-registered')),
  reason text,
  snoozes smallint not null default 0,
  snoozed_until timestamptz,
  -- "I've done it", and Graph did not show it: when to look at the person's methods again.
  look_at timestamptz,
  looks smallint not null default 0,
  -- Has got at least one card.
  reached boolean not null default false,
  -- The card that was sent shows that all is well.
  greened boolean not null default false,
  changed_at timestamptz not null,
  primary key (campaign_id, person_id)
) with (fillfactor = 85);

-- The contact list, a page at a time.
create index recipients_to_contact on recipients (campaign_id, is_admin desc, display_name, person_id)
  where state not in ('registered', 'left');
-- Whoever is still to be ended, without passing a million who have been.
create index recipients_not_final on recipients (campaign_id, person_id)
  where state in ('waiting', 'told', 'snoozed', 'asked');
-- Administrators are told first.
create index recipients_who_are_admins on recipients (campaign_id, person_id) where is_admin;
create index recipients_of_person on recipients (person_id);
create index recipients_to_look_at on recipients (look_at) where look_at is not null;
create index recipients_snoozed on recipients (snoozed_until) where state = 'snoozed';
create index recipients_to_turn_green on recipients (campaign_id) where state = 'registered' and not greened;

-- Kept with every change of a recipient: nobody may count a million rows each time a card is refreshed.
create table recipient_counts (
  campaign_id uuid not null,
  -- A recipient's state, or `reached`.
  state text not null,
  -- Empty: none.
  reason text not null,
  count bigint not null,
  primary key (campaign_id, state, reason)
);

create table department_counts (
  campaign_id uuid not null,
  -- Empty: none is known.
  department text not null,
  targeted bigint not null,
  registered bigint not null,
  primary key (campaign_id, department)
);

-- The same by day, for the chart: who registered on which day, after which wave had begun (empty: before any).
create table campaign_days (
  campaign_id uuid not null,
  day date not null,
  wave text not null,
  registered bigint not null,
  primary key (campaign_id, day, wave)
);

-- What lies behind a batch of deliveries: when it may be sent depends on where its people live.
create table wave_batches (
  batch_id bigint primary key,
  campaign_id uuid not null,
  wave text not null,
  time_zone text not null
);

-- Why people of the roster were no recipients when the campaign started.
create table campaign_exclusions (
  campaign_id uuid not null,
  reason text not null,
  count bigint not null,
  primary key (campaign_id, reason)
);

create table campaign_audit (
  entry bigint generated always as identity primary key,
  campaign_id uuid not null,
  at timestamptz not null,
  by text not null,
  what text not null,
  why text
);

create index campaign_audit_of on campaign_audit (campaign_id, entry);

-- Cards of a campaign's progress that edit themselves.
create table progress_cards (
  campaign_id uuid not null,
  conversation_id text not null,
  service_url text not null,
  activity_id text not null,
  edited_at timestamptz not null,
  primary key (campaign_id, conversation_id)
);

-- A recipient's question, until somebody of the helpdesk has answered it.
create table campaign_cases (
  case_id uuid primary key,
  campaign_id uuid not null,
  person_id text not null,
  kind text not null check (kind in ('help', 'no-phone')),
  words text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text
);

create unique index campaign_cases_open on campaign_cases (campaign_id, person_id, kind) where closed_at is null;

-- Where cases and digests go.
create table named_channels (
  purpose text primary key check (purpose in ('helpdesk', 'admins')),
  conversation_id text not null,
  named_by text not null,
  named_at timestamptz not null
);

-- Up to where a log of the tenant has been read, such as the one of registrations.
create table watermarks (
  name text primary key,
  read_to timestamptz not null
);
