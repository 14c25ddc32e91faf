import assert from 'node:assert/strict';
import { createPglite, driverOn } from '../../src/store/pglite.ts';
import { vacuum } from '../../src/store/vacuum.ts';

describe('vacuuming the embedded database', function () {
  this.timeout(30_000);

  it('lets a table that is rewritten again and again stay as small as it is', async () => {
    const driver = driverOn(await createPglite());
    const rewrite = () => driver.run('update "Busy Table" set filler = repeat(\'y\', 100)', []);
    const size = async () => {
      const [row] = await driver.run('select pg_relation_size(\'"Busy Table"\') as size', []);
      return (row as { size: number }).size;
    };
    await driver.run('create table "Busy Table" (id integer, filler text)', []);
    await driver.run('insert into "Busy Table" select id, \'x\' from generate_series(1, 2000) as id', []);
    await rewrite();
    await vacuum(driver.run);
    await rewrite();
    const settled = await size();
    for (let round = 0; round < 5; round += 1) {
      await vacuum(driver.run);
      await rewrite();
    }
    assert.equal(await size(), settled);
    await driver.close();
  });
});
