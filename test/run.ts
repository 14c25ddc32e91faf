import { spawn } from 'node:child_process';

/**
 * The tests in a browser and the story of a rollout wait for the pace of a simulated Graph most of their time, so they
 * run beside all others. What they say stands by itself at the end.
 */
interface Run {
  readonly status: number;
  readonly said: string;
}

function script(name: 'test:busy' | 'test:waiting', stdout: 'inherit' | 'pipe'): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', name], { stdio: ['inherit', stdout, 'inherit'] });
    const said: Buffer[] = [];
    child.stdout?.on('data', (piece: Buffer) => said.push(piece));
    child.once('error', reject);
    child.once('close', (status) =>
      resolve({ status: status ?? 1, said: Buffer.concat(said).toString('utf8') }),
    );
  });
}

const [busy, waiting] = await Promise.all([script('test:busy', 'inherit'), script('test:waiting', 'pipe')]);
process.stdout.write(waiting.said);
process.exitCode = busy.status || waiting.status;
