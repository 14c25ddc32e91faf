-- The rollout's plan: its five phases, in the order in which they follow each other.
create table rollout_plans (
  plan_id uuid primary key,
  -- `2026-11-23`: a day of the calendar, the same for everybody.
  starts_on text not null,
  -- Days of the week without work; 1 is Monday. Kept, so that no date moves when the directory cannot be asked.
  weekend integer[] not null,
  days_off text[] not null,
  phases jsonb not null,
  campaign_id uuid,
  contact text,
  -- What was ticked by hand: by whom, and when.
  ticks jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  changed_by text not null,
  changed_at timestamptz not null,
  ended_at timestamptz,
  version integer not null default 1
);

-- One at a time: two plans would name two days of enforcement.
create unique index rollout_plans_current on rollout_plans ((true)) where ended_at is null;

create table plan_audit (
  entry bigint generated always as identity primary key,
  plan_id uuid not null,
  at timestamptz not null,
  by text not null,
  what text not null,
  why text
);

create index plan_audit_of on plan_audit (plan_id, entry);
