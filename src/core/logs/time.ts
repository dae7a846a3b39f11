const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|([+-])(\d\d):(\d\d))$/;
const second = 1_000_000_000n;

/** Nanoseconds since 1970 of an RFC 3339 time; undefined for another text and for a day before 1970 (the engine's "never"). */
export function nanosOf(time: string): bigint | undefined {
  const [, year, month, day, hour, minute, seconds, fraction = '', , sign, zoneHour, zoneMinute] =
    shape.exec(time) ?? [];
  if (year === undefined) return undefined;
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(seconds));
  const zone =
    sign === undefined ? 0 : (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === '-' ? -60_000 : 60_000);
  const nanos = BigInt(utc - zone) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
  return nanos < 0n ? undefined : nanos;
}

/** UTC, RFC 3339 with nine digits of a second: as the engine writes it, so that times compare as texts. */
export function timeOf(nanos: bigint): string {
  const millis = new Date(Number(nanos / 1_000_000n)).toISOString();
  return `${millis.slice(0, 20)}${String(nanos % second).padStart(9, '0')}Z`;
}

/** Whether a time is written as `timeOf` does: then nothing has to be read. */
export const isNormal = (time: string): boolean => time.length === 30 && time.endsWith('Z');

/** For `since` and `until` of the engine's API: seconds with nine digits. */
export const unixTime = (nanos: bigint): string => `${nanos / second}.${String(nanos % second).padStart(9, '0')}`;

/** A time moved by nanoseconds; as it is where it is no time. */
export function shifted(time: string, nanos: bigint): string {
  const read = nanosOf(time);
  return read === undefined ? time : timeOf(read + nanos);
}
