// A small running stack for the editor to show: two containers and a finished one-shot, with the labels that Compose writes.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const label = 'drydock.test=editor';
const docker = (...args) => execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** The engine's socket, or the reason why the stack cannot be started. */
export function findEngine() {
  const socket = /^unix:\/\/(.+)$/.exec(process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock')?.[1];
  if (!socket || !existsSync(socket)) return { reason: 'no container engine on a unix socket' };
  try {
    docker('version', '--format', '{{.Server.Version}}');
    return { socket };
  } catch (error) {
    return {
      reason: `the engine does not answer: ${String(error.stderr ?? error.message)
        .trim()
        .split('\n')
        .at(-1)}`,
    };
  }
}

/** Starts the stack as if Compose had done it in `folder`; what an earlier run left is removed first. */
export function startStack(folder, project) {
  removeStack();
  const run = runner(folder, project);
  run('redis', ['--health-cmd', 'redis-cli ping', '--health-interval', '1s', '--health-start-period', '5s'], 'redis:8');
  run('web', ['--env', 'EDITOR_SUITE_TOKEN=nobody-may-read-this'], 'redis:8', 'sleep', '3600');
  run('deps', [], 'redis:8', 'true');
}

/** Runs a container as if Compose had made it for a service. */
const runner =
  (folder, project) =>
  (service, options, ...image) =>
    docker(
      'run',
      '--detach',
      '--init',
      '--name',
      `drydock-test-${service}`,
      '--label',
      label,
      '--label',
      `com.docker.compose.project=${project}`,
      '--label',
      `com.docker.compose.service=${service}`,
      '--label',
      `com.docker.compose.project.working_dir=${folder}`,
      ...options,
      ...image,
    );

/** Starts services that write logs: a traceback, a secret, binary data, a crash; `web` sees the folder as /app. */
export function startLogStack(folder, project) {
  removeStack();
  const run = runner(folder, project);
  const mounted = ['--volume', `${folder}:/app`, '--workdir', '/app', '--env', 'LOG_SUITE_TOKEN=nobody-may-read-this'];
  run('web', mounted, 'redis:8', 'sh', '/app/web.sh');
  run('worker', ['--volume', `${folder}:/app`], 'redis:8', 'sh', '/app/worker.sh');
  run('crashing', ['--restart', 'on-failure:1'], 'redis:8', 'sh', '-c', 'echo beginning; sleep 1; exit 3');
}

export function removeStack() {
  const ids = docker('ps', '--all', '--quiet', '--filter', `label=${label}`).split(/\s+/).filter(Boolean);
  if (ids.length > 0) docker('rm', '--force', ...ids);
}

/** Removes what `up` made of a project, its volumes too: for a project that a test made. */
export function removeProject(project) {
  const filter = ['--filter', `label=com.docker.compose.project=${project}`];
  const kinds = [
    [
      ['ps', '--all'],
      ['rm', '--force'],
    ],
    [
      ['volume', 'ls'],
      ['volume', 'rm'],
    ],
    [
      ['network', 'ls'],
      ['network', 'rm'],
    ],
  ];
  for (const [list, remove] of kinds) {
    const ids = docker(...list, '--quiet', ...filter)
      .split(/\s+/)
      .filter(Boolean);
    if (ids.length > 0) docker(...remove, ...ids);
  }
}
