-- The tenant's sign-in log as far as it was read, kept as long as Microsoft keeps it.
create table sign_ins (
  sign_in_id text primary key,
  -- In the order in which rows came in: whoever looks for news remembers the last one that they have seen.
  seq bigint generated always as identity unique,
  at timestamptz not null,
  -- Entra object id, lower case.
  person_id text not null,
  person_name text,
  user_principal_name text,
  application_id text,
  application text,
  -- 0 is a success.
  code integer not null,
  -- What the last step of it said, such as "MFA denied; user did not respond to mobile app notification".
  result text,
  client text,
  ip text,
  country text,
  interactive boolean not null,
  requirement text,
  conditional_access text,
  -- Names of the policies that refused it.
  stopped_by text[] not null,
  risk text
);

create index sign_ins_by_time on sign_ins (at);
create index sign_ins_of_person on sign_ins (person_id, at);

-- Up to where the log was read. One row: there is one log.
create table sign_in_reading (
  only_row boolean primary key default true check (only_row),
  read_to timestamptz,
  -- The accounts that matter are read first, so that a backlog of everything else holds up no alarm.
  accounts_read_to timestamptz,
  breadth text not null default 'everything' check (breadth in ('everything', 'narrow')),
  breadth_since timestamptz,
  -- When rows that came late were last looked for, and how far back.
  hour_looked_back timestamptz,
  day_looked_back timestamptz,
  -- Where a round stopped that took too long, when it had begun, and how far back it looks.
  resume_from timestamptz,
  resume_began timestamptz,
  resume_back text check (resume_back in ('always', 'hourly', 'daily'))
);

insert into sign_in_reading default values;

-- Who has seen which news.
create table sign_in_cursors (
  name text primary key,
  seq bigint not null
);
