-- Where the person read Teams last: what is written to them later shows times as their clock does.
alter table conversations add column time_zone text;
