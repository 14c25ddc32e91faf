-- Where the bot can write to: one row for each chat it was installed in or was written to from.
create table conversations (
  conversation_id text primary key,
  kind text not null check (kind in ('personal', 'group', 'channel')),
  -- Entra object id, lower case, of the one person of a personal chat.
  person_id text check (kind = 'personal' or person_id is null),
  tenant_id text,
  -- Belongs to the conversation and changes: answers go to the newest one only.
  service_url text not null,
  bot_id text not null,
  team_id text,
  locale text,
  name text,
  installed boolean not null,
  first_seen_at timestamptz not null,
  -- When Teams sent the newest event that is known: older ones, arriving late, change nothing.
  last_seen_at timestamptz not null,
  welcomed_at timestamptz,
  removed_at timestamptz
);

create index conversations_of_person on conversations (person_id, last_seen_at) where kind = 'personal';
