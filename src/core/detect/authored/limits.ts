import type { ComposeFile, ComposeService } from '../../model/dockerFacts';
import type { Diagnostic } from '../../model/diagnostic';
import type { Source } from '../../model/facts';

/** What stays as the author wrote it and a person should know of. */
export function limitsOf(files: readonly ComposeFile[], services: readonly ComposeService[]): readonly Diagnostic[] {
  return [...services.flatMap(limitsOfService), ...files.flatMap(limitsOfFile)];
}

function say(place: Source, severity: 'warning' | 'note', message: string, next: string): Diagnostic {
  return { code: 'docker-present', severity, message, next, file: place.file, line: place.line };
}

function limitsOfService(service: ComposeService): readonly Diagnostic[] {
  const { name, networkMode, privileged, volumes, addresses, profiles } = service;
  const found: Diagnostic[] = [];
  if (networkMode)
    found.push(
      say(
        networkMode,
        'warning',
        `${name} uses network_mode: ${networkMode.value}; it is started so, and the router does not reach it.`,
        'Remove network_mode and call the other services by their names to have it routed.',
      ),
    );
  if (privileged)
    found.push(
      say(
        privileged,
        'warning',
        `${name} is privileged: it can do to this machine what root can.`,
        'Remove it unless it is needed.',
      ),
    );
  for (const volume of volumes) {
    const { source = '' } = volume;
    if (source === '/var/run/docker.sock')
      found.push(
        say(
          volume,
          'warning',
          `${name} gets the engine’s socket, through which it can do to this machine what root can.`,
          'Remove the mount unless it is needed.',
        ),
      );
    else if (/^[/~]/.test(source))
      found.push(
        say(
          volume,
          'note',
          `${name} mounts ${source} of this machine.`,
          'It has to be there, and is not part of the project.',
        ),
      );
  }
  const [address] = addresses;
  if (address)
    found.push(
      say(
        address,
        'note',
        `${name} has the fixed address ${address.value}; it stays.`,
        'Two clones cannot run at once with it: call services by their names instead.',
      ),
    );
  if (profiles.length > 0)
    found.push(
      say(
        service,
        'note',
        `${name} is only started with the profile ${profiles.join(' or ')}.`,
        `docker compose --profile ${profiles[0] ?? ''} up -d`,
      ),
    );
  return found;
}

function limitsOfFile({ networks, volumes }: ComposeFile): readonly Diagnostic[] {
  return [
    ...[...networks, ...volumes]
      .filter((each) => each.external)
      .map((each) =>
        say(
          each,
          'note',
          `${each.called ?? each.name} is made outside of the project; ops/up.sh makes it where it is missing.`,
          'It is never removed.',
        ),
      ),
  ];
}
