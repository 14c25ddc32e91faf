import type { Run } from './driver.ts';

/**
 * PGlite has no autovacuum: without this, every update and every finished job stays in the files and in the
 * way of the next query. One table at a time, because PGlite works on the thread that answers people.
 */
export async function vacuum(run: Run): Promise<void> {
  const tables = await run(
    `select format('%I.%I', nspname, relname) as name
       from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema')`,
    [],
  );
  // The names come quoted from the catalogue, not from outside.
  for (const { name } of tables as { name: string }[]) await run(`vacuum (analyze) ${name}`, []);
}
