-- Some hundred recipients of one wave that are sent together: what one job works on.
create table delivery_batches (
  batch_id bigint generated always as identity primary key,
  campaign_id text not null,
  wave text not null,
  due_at timestamptz not null,
  -- Until every row of it is final.
  open boolean not null default true
);

create index delivery_batches_of_campaign on delivery_batches (campaign_id, batch_id);

-- One row for each campaign, wave and person. No index holds a column that changes while it is sent, so that its
-- updates stay within their page (fillfactor leaves room there) and touch no index at all.
create table deliveries (
  batch_id bigint not null,
  seq smallint not null,
  campaign_id text not null,
  wave text not null,
  -- Entra object id, lower case.
  person_id text not null,
  language text not null,
  state text not null default 'planned' check (state in ('planned', 'sending', 'sent', 'unknown', 'blocked',
    'not-installed', 'not-found', 'too-large', 'refused', 'cancelled', 'superseded')),
  -- How often a POST has begun. Only who began this one may say how it ended.
  attempt smallint not null default 0,
  due_at timestamptz not null,
  begun_at timestamptz,
  ended_at timestamptz,
  -- What a first try seemed to show, until a second one confirms it.
  doubt text check (doubt in ('blocked', 'not-found')),
  installation_tried boolean not null default false,
  conversation_id text,
  activity_id text,
  detail text,
  primary key (batch_id, seq)
) with (fillfactor = 45);

create unique index deliveries_of_person on deliveries (person_id, campaign_id, wave);

-- Kept with every change, because nobody may count a million rows each time a card is refreshed.
create table delivery_counts (
  campaign_id text not null,
  wave text not null,
  -- 'targeted', or a final state.
  state text not null,
  count bigint not null,
  primary key (campaign_id, wave, state)
);

-- When the next call to Teams may be made, by anybody: instances take slots from here in blocks.
create table send_slots (
  only_row boolean primary key default true check (only_row),
  next_at timestamptz not null
);

insert into send_slots (next_at) values ('2000-01-01T00:00:00Z');
