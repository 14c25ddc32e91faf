import { once } from 'node:events';
import { argv, pid, stdin, stdout } from 'node:process';
import { lockFolder } from '../../src/store/folder-lock.ts';

const [, , folder = ''] = argv;
stdout.write('ready\n');
await once(stdin, 'data');
try {
  const lock = await lockFolder(folder, new Date(), { pid, command: 'a test' });
  stdout.write('locked\n');
  // Holds it until it is killed.
  stdin.on('end', () => lock.release());
} catch (error) {
  stdout.write(`${(error as Error).message}\n`);
  stdin.destroy();
}
