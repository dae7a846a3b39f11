import { exitReason } from '../../core/compose/exitReason';
import { redactSecrets, secretValues } from '../../core/redact/redactSecrets';
import type { Container, ContainerDetail } from '../../docker/container';

/** Longest part of a healthcheck's output that a tooltip shows, in characters. */
const longestOutput = 600;

/** What a tooltip says of a container: how it is, since when, and why it is not well. Secrets of its environment are masked. */
export function detailLines(container: Container, detail: ContainerDetail): readonly string[] {
  const { name, image, status, state, health } = container;
  const { restarts, exitCode, outOfMemory, error, memory, memoryLimit, lastCheck, environment } = detail;
  const secrets = secretValues(environment);
  const ended = state === 'exited' || state === 'dead' || state === 'restarting';
  const reason = ended ? exitReason(exitCode, outOfMemory) : undefined;
  const limit = memoryLimit > 0 ? ` of ${bytes(memoryLimit)}` : '';
  return [
    name,
    image,
    status,
    ...(reason === undefined ? [] : [`Exit code ${exitCode}: ${reason}`]),
    ...(error === '' ? [] : [redactSecrets(error, secrets)]),
    ...(restarts > 0 ? [`Started again ${restarts === 1 ? 'once' : `${restarts} times`}`] : []),
    ...(memory === undefined ? [] : [`Memory ${bytes(memory)}${limit}`]),
    ...(lastCheck && health === 'unhealthy'
      ? [
          '',
          `Last healthcheck, exit code ${lastCheck.exitCode}:`,
          redactSecrets(lastCheck.output, secrets).slice(0, longestOutput) || 'it printed nothing',
        ]
      : []),
  ];
}

/** 1024 to a KiB. */
export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(count) / 10));
  const value = count / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power] ?? 'B'}`;
}
