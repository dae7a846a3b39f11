import type { LogRow } from '../model/logs';

const two = (value: number): string => String(value).padStart(2, '0');

/** The time of day on this machine, with milliseconds. */
export function clockTime(time: string): string {
  const at = new Date(time);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${time.slice(20, 23)}`;
}

/** A row as it is copied and saved: the engine's own time, so that it can be compared with other logs. */
export const rowText = ({ time, service, text }: LogRow): string => `${time} ${service} | ${text}`;
