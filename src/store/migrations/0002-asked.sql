-- Who asked about whom, when, and what was answered: one row for each question.
create table asked (
  case_id uuid primary key,
  -- Entra object ids, lower case.
  asker_id text not null,
  -- Null while several people fit and nobody has been chosen.
  person_id text,
  asked_at timestamptz not null,
  since timestamptz not null,
  -- Null: up to the moment of reading.
  until timestamptz,
  application text,
  answered_at timestamptz,
  cause text,
  confidence text,
  security_escalation boolean,
  guards text[],
  fixes text[],
  steps_sent_at timestamptz,
  steps_sent_by text
);

create index asked_by_time on asked (asked_at);
create index asked_about on asked (person_id, steps_sent_at) where steps_sent_at is not null;

-- Somebody waits to hear how somebody else's next sign-in ends.
create table watches (
  watch_id uuid primary key,
  case_id uuid not null,
  asker_id text not null,
  person_id text not null,
  since timestamptz not null,
  until timestamptz not null,
  ended text check (ended in ('succeeded', 'failed', 'nothing')),
  ended_at timestamptz,
  application text
);

create unique index watches_open on watches (person_id, asker_id) where ended is null;

-- When the security group was last told of the same thing about the same person.
create table escalations (
  person_id text not null,
  cause text not null,
  told_at timestamptz not null,
  primary key (person_id, cause)
);
