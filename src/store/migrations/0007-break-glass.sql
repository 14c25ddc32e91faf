-- A test of an emergency account that somebody has announced, and what proved it.
create table break_glass_tests (
  test_id uuid primary key,
  announced_by text not null,
  announced_at timestamptz not null,
  until timestamptz not null,
  -- The first successful sign-in within it; kept as the proof.
  proof_sign_in_id text,
  proof_person_id text,
  proof_person_name text,
  proof_at timestamptz
);

create index break_glass_tests_by_time on break_glass_tests (until);

-- Sign-ins of emergency accounts that were noticed: each once, whoever read it and how often.
create table break_glass_sign_ins (
  sign_in_id text primary key,
  person_id text not null,
  person_name text,
  user_principal_name text,
  at timestamptz not null,
  succeeded boolean not null,
  application text,
  ip text,
  country text,
  code integer not null,
  verdict text not null check (verdict in ('alarm', 'repeated', 'test')),
  noticed_at timestamptz not null
);

create index break_glass_sign_ins_of on break_glass_sign_ins (person_id, at);

-- When the quarterly test was last asked for.
create table break_glass_reminders (
  reminded_at timestamptz primary key
);
