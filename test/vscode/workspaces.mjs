// Folders that the editor opens in the tests.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made = [];

/** A new empty folder, removed by `removeWorkspaces`. */
export function temporary() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'drydock-editor-')));
  made.push(folder);
  return folder;
}

/** Removes every folder that was made here. */
export function removeWorkspaces() {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A dockerized folder, as far as the view looks at it, with scripts that leave a trace. */
export function dockerizedWorkspace(slug) {
  const folder = temporary();
  const write = (path, text) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('.drydock/lock.json', JSON.stringify({ version: 1, slug, files: {} }));
  write(
    'ops/up.sh',
    "echo 'error: The shared infra is not there.' >&2\necho '  next: npx drydock-dev infra up' >&2\nexit 75\n",
  );
  write('requirements.txt', 'flask\n');
  write('app.py', 'from flask import Flask\n\napp = Flask(__name__)\n');
  write('ops/down.sh', 'touch down-ran\n');
  write('ops/maintenance-on.sh', 'touch maintenance-ran\n');
  return folder;
}

/** A dockerized folder whose containers are to write logs. */
export function loggingWorkspace(slug) {
  const folder = dockerizedWorkspace(slug);
  writeFileSync(
    join(folder, 'web.sh'),
    `i=0
while [ $i -lt 3000 ]; do i=$((i + 1)); echo "INFO:app:old line $i"; done
echo 'Traceback (most recent call last):' >&2
echo '  File "/app/app.py", line 3, in <module>' >&2
echo '    app = Flask(__name__)' >&2
echo 'RuntimeError: no application' >&2
echo "the token is $LOG_SUITE_TOKEN"
printf 'binary \\001\\002\\377 data\n'
head -c 100000 /dev/zero | tr '\\000' 'x'; echo
echo '{"level":40,"msg":"a structured warning"}'
i=0
while :; do i=$((i + 1)); echo "DEBUG:app:tick $i"; sleep 0.5; done
`,
  );
  writeFileSync(join(folder, 'worker.sh'), 'i=0\nwhile :; do i=$((i + 1)); echo "[INFO] work $i"; sleep 0.7; done\n');
  return folder;
}

/** A copy of a repository in a folder called `name`, without what Drydock may have written there, as a user's own. */
export function copiedWorkspace(source, name) {
  const folder = join(temporary(), name);
  cpSync(source, folder, {
    recursive: true,
    filter: (path) => !/[\\/](\.git|__pycache__|\.env)$/.test(path),
  });
  // Containers do not run as root.
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', '1000:1000', folder]);
  return folder;
}

/** A small server of Node.js that a debugger can stop. */
export function serverWorkspace(name) {
  const folder = join(temporary(), name);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'board', scripts: { dev: 'node --watch server.js' }, dependencies: { express: '^5.0.0' } }),
  );
  writeFileSync(
    join(folder, 'server.js'),
    `const app = require('express')();
app.get('/', (request, response) => {
  response.send('Notice board');
});
app.listen(3000);
`,
  );
  return copiedWorkspace(folder, name);
}

/** An infra folder that has only what the view looks at. */
export function emptyInfra() {
  const folder = temporary();
  mkdirSync(join(folder, 'traefik/dynamic'), { recursive: true });
  return folder;
}
