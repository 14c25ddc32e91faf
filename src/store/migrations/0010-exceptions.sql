-- Accounts that need another way to MFA, and what was decided about each.
create table exceptions (
  exception_id uuid primary key,
  -- Entra object id, lower case.
  person_id text not null,
  -- What the account signs in with, as last read.
  name text not null,
  sign text not null check (sign in ('no-phone', 'mailbox', 'device', 'sync', 'service', 'machine')),
  found_at timestamptz not null,
  -- Null: nobody has decided.
  decision text check (decision in ('security-key', 'temporary-pass', 'managed-identity', 'convert', 'certificate')),
  owner_id text,
  owner_name text,
  -- The last day on which the decision holds.
  expires_on date,
  note text,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  -- At which stages this decision was brought up again.
  told_stages text[] not null default '{}',
  closed_by text,
  closed_at timestamptz,
  closed_why text,
  version integer not null default 1,
  check (decision is null or (owner_id is not null and expires_on is not null and decided_by is not null))
);

create unique index exceptions_open on exceptions (person_id) where closed_at is null;
create index exceptions_by_end on exceptions (expires_on) where closed_at is null;
create index exceptions_of_person on exceptions (person_id);

create table exception_audit (
  entry bigint generated always as identity primary key,
  exception_id uuid not null,
  at timestamptz not null,
  -- Entra object id; `muster` where it was found or ended by itself.
  by text not null,
  by_name text,
  what text not null,
  decision text,
  owner_id text,
  expires_on date,
  note text
);

create index exception_audit_of on exception_audit (exception_id, entry);

-- When accounts were last looked through for signs; one row.
create table exception_readings (
  one boolean primary key default true check (one),
  looked_at timestamptz not null,
  -- Not every sign could be read.
  partly boolean not null,
  -- The directory itself could not be read.
  failed boolean not null
);

-- Somebody asked that an account need no MFA. Nobody is exempted by asking.
create table exemption_requests (
  request_id uuid primary key,
  person_id text not null,
  person_name text not null,
  sign_in_name text not null,
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  decision text not null check (decision in ('not-exempted', 'exempt-by-design')),
  decided_by text not null,
  -- What was offered instead.
  offered text[] not null default '{}',
  -- The talk with the helpdesk, once somebody wants it.
  help_asked_by text,
  help_asked_at timestamptz,
  help_closed_by text,
  help_closed_at timestamptz
);

create index exemption_requests_of on exemption_requests (person_id, asked_at);
