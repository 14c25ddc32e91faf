import type { AudienceQuestion } from '../campaign/audience.ts';
import { EXCLUSIONS, type Exclusion } from '../campaign/campaign.ts';
import type { AudienceReader, ExportRow } from '../campaign/desk-ports.ts';
import { GOALS_MET } from '../campaign/goal.ts';
import type { TallyRow } from '../campaign/tally.ts';
import type { Db } from './db.ts';
import { rosterPieces } from './roster.ts';

/** The first ten parameters of every statement that asks who is a recipient; its own come after them. */
export function questionValues({ goal, rules, always }: AudienceQuestion): readonly unknown[] {
  const met = Object.entries(GOALS_MET).filter(([, goals]) => goals.includes(goal));
  return [
    always.breakGlass,
    always.groupId === null ? [] : [always.groupId],
    rules.excludedGroupIds,
    rules.excludedAddresses,
    rules.guests,
    rules.groupIds,
    rules.departments.map((department) => department.trim().toLowerCase()),
    rules.countries,
    rules.addresses,
    met.map(([state]) => state),
  ];
}

const inGroup = (value: string) =>
  `cardinality(${value}::text[]) > 0 and exists (select 1 from group_members member
     where member.group_id = any(${value}::text[]) and member.person_id = person.person_id)`;
/** Addresses are made of ASCII, and to ask the language's rules for each letter takes as long as all the rest. */
const lower = (column: string) => `lower(${column} collate "C")`;
const named = (value: string) =>
  `cardinality(${value}::text[]) > 0 and (person.person_id = any(${value}::text[])
     or ${lower('person.user_principal_name')} = any(${value}::text[])
     or ${lower('person.mail')} = any(${value}::text[]))`;

/** Each is true or not, never null. The same conditions as in campaign/audience.ts. */
const CONDITIONS: Readonly<Record<Exclusion, string>> = {
  'break-glass': `coalesce(${named('$1')}, false)`,
  'excluded-group': inGroup('$2'),
  'campaign-group': inGroup('$3'),
  'campaign-list': `coalesce(${named('$4')}, false)`,
  disabled: 'not person.enabled',
  guest: `person.kind = 'guest' and not $5::boolean`,
  'outside-audience': `not (
     (cardinality($6::text[]) = 0 or (${inGroup('$6')}))
     and (cardinality($7::text[]) = 0 or coalesce(lower(btrim(person.department)) = any($7::text[]), false))
     and (cardinality($8::text[]) = 0 or coalesce(person.country = any($8::text[]), false))
     and (cardinality($9::text[]) = 0 or coalesce(${named('$9')}, false)))`,
  'goal-met': `coalesce(person.registration = any($10::text[]), false)`,
};

/** Of a row `person` of the roster: the first reason why it is no recipient, or null. */
export const EXCLUSION = `case ${EXCLUSIONS.map((reason) => `when ${CONDITIONS[reason]} then '${reason}'`).join('\n')} end`;

const TALLY = `
  select case grouping(department, language, time_zone) when 3 then 'department' when 5 then 'language'
           when 6 then 'zone' else 'reason' end as by,
         case grouping(department, language, time_zone) when 3 then department when 5 then language
           when 6 then time_zone else reason end as key,
         coalesce(is_admin, false) as "isAdmin", coalesce(without_chat, false) as "withoutChat",
         count(*)::integer as count
    from (
      select one.*, reason is null and not exists (select 1 from conversations chat
               where chat.person_id = one.person_id and chat.kind = 'personal' and chat.installed) as without_chat
        from (
          select ${EXCLUSION} as reason, person.person_id, nullif(btrim(person.department), '') as department,
                 person.language, person.time_zone, person.is_admin
            from roster person where person.ctid >= $11::tid and person.ctid < $12::tid
          -- A fence: the reason is worked out once for each account, and chats are looked for only where it matters.
          offset 0) one) judged
   group by grouping sets ((reason, is_admin, without_chat), (reason, department), (reason, language),
     (reason, time_zone))
  having reason is null or grouping(department, language, time_zone) = 7`;

const KNOWN = `
  select distinct name from roster person, lateral (values (${lower('person.user_principal_name')}),
    (${lower('person.mail')})) as names (name)
   where person.ctid >= $2::tid and person.ctid < $3::tid and name = any($1::text[])`;

const EXPORTED_AT_ONCE = 1_000;

const COLUMNS = `user_principal_name as "userPrincipalName", display_name as "displayName", department, country, language,
  time_zone as "timeZone", is_admin as "isAdmin"`;

const ENDED = (wave: string) =>
  `(select state from deliveries sent where sent.person_id = row.person_id and sent.campaign_id = row.campaign_id::text
     and sent.wave = '${wave}')`;

export function createAudienceReader(database: Db): AudienceReader {
  return {
    async *tally(question) {
      for await (const piece of rosterPieces(database)) {
        yield await database.query<TallyRow>(TALLY, [...questionValues(question), ...piece]);
      }
    },
    async known(addresses) {
      const known = new Set<string>();
      if (addresses.length === 0) return known;
      for await (const piece of rosterPieces(database)) {
        const found = await database.query<{ name: string }>(KNOWN, [addresses, ...piece]);
        for (const { name } of found) known.add(name);
      }
      return known;
    },
    async *pages(campaign, question) {
      yield* byKey((after) =>
        database.query<ExportRow>(
          `select person_id as "personId", ${COLUMNS}, state, reason, snoozes, changed_at as "changedAt",
                  ${ENDED('announcement')} as announcement, ${ENDED('reminder')} as reminder,
                  ${ENDED('last-call')} as "lastCall"
             from recipients row where campaign_id = $1 and person_id > $2 order by person_id limit $3`,
          [campaign.id, after, EXPORTED_AT_ONCE],
        ),
      );
      const begun = campaign.startedAt !== null;
      yield* byKey((after) =>
        database.query<ExportRow>(
          `select person_id as "personId", ${COLUMNS}, reason,
                  case when reason is not null then 'excluded' when $14::boolean then 'came-later' else 'planned' end
                    as state,
                  0 as snoozes, null::timestamptz as "changedAt", null as announcement, null as reminder,
                  null as "lastCall"
             from (select person.*, ${EXCLUSION} as reason from roster person
                    where person.person_id > $12
                      and not exists (select 1 from recipients row
                        where row.campaign_id = $11 and row.person_id = person.person_id)
                    order by person.person_id limit $13) judged
            order by person_id`,
          [...questionValues(question), campaign.id, after, EXPORTED_AT_ONCE, begun],
        ),
      );
    },
  };
}

async function* byKey(page: (after: string) => Promise<ExportRow[]>): AsyncGenerator<readonly ExportRow[]> {
  for (let after = ''; ; ) {
    const rows = await page(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.personId;
  }
}
