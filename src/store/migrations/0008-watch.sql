-- Somebody wants to see how an enforcement goes.
create table enforcement_watches (
  watch_id uuid primary key,
  started_by text not null,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  -- Null: everybody. Else the members as they were read last are in watched_people.
  group_id text,
  ended_at timestamptz,
  told_of text[] not null default '{}',
  -- The card that edits itself, once there is one.
  conversation_id text,
  service_url text,
  activity_id text,
  drawn_at timestamptz
);

-- One at a time: two would tell the same channel twice.
create unique index enforcement_watches_open on enforcement_watches ((true)) where ended_at is null;

create table watched_people (
  watch_id uuid not null,
  person_id text not null,
  primary key (watch_id, person_id)
);

-- Who was locked out and has been written to because of it: once for each watch.
create table watch_messages (
  watch_id uuid not null,
  person_id text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  sent_at timestamptz,
  primary key (watch_id, person_id)
);
