/**
 * Why a container's process ended, in words; undefined for an exit code that only the program knows. Above 128 it is a signal (POSIX
 * shells, and the engine); 125 to 127 are Docker's: https://docs.docker.com/engine/containers/run/#exit-status.
 */
export function exitReason(exitCode: number, outOfMemory: boolean): string | undefined {
  if (outOfMemory) return 'ended by the kernel: it needs more memory than its limit';
  return reasons[exitCode];
}

const reasons: Readonly<Record<number, string>> = {
  0: 'it did its work and ended',
  125: 'the engine could not start it',
  126: 'its command cannot be executed (no permission, or made for another processor)',
  127: 'its command was not found in the image',
  130: 'interrupted (Ctrl-C)',
  132: 'illegal instruction: made for another processor',
  134: 'it gave itself up (abort)',
  137: 'killed: it did not end within the time that stopping gives, or memory ran out',
  139: 'segmentation fault',
  143: 'stopped, as it was asked to',
};
