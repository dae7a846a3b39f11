import type { RawLine } from '../model/logs';
import { isNormal, nanosOf, timeOf } from './time';

/** Longest line that is kept, in characters; the engine's own pieces are of 16 KiB. */
const longest = 64 * 1024;
/** Longest frame, in bytes, that is read whole; of a longer one the beginning. */
const longestFrame = 1024 * 1024;

type StreamName = RawLine['stream'];

interface Open {
  readonly name: StreamName;
  readonly decoder: InstanceType<typeof TextDecoder>;
  time: string;
  text: string;
  /** A line has begun, although nothing may stand in it yet. */
  begun: boolean;
  dropped: number;
}

/**
 * Reads the body of GET /containers/{id}/logs with timestamps: frames of eight bytes (stream, three zeros, length) and a payload, or
 * without a terminal's frames plain lines (https://docs.docker.com/reference/api/engine/version/v1.47/#tag/Container/operation/ContainerAttach).
 * A long line comes in several frames, each with the same time in front; a character may be cut between them. Chunks are cut anywhere.
 */
export class LogReader {
  private readonly streams = { stdout: open('stdout'), stderr: open('stderr') };
  private parts: Uint8Array[] = [];
  private collected = 0;
  private head: number[] = [];
  /** Bytes of the frame that are still to come; undefined while its head is read. */
  private left: number | undefined;
  private name: StreamName = 'stdout';
  private out: RawLine[] = [];

  /** `framed`: false for a container that has a terminal. */
  constructor(private readonly framed: boolean) {}

  /** The lines that are complete with this chunk. */
  push(chunk: Uint8Array): readonly RawLine[] {
    if (this.framed) this.readFrames(chunk);
    else this.readPlain(chunk);
    return this.take();
  }

  /** What is left when the stream has ended: lines without an end. */
  end(): readonly RawLine[] {
    if (this.collected > 0) this.closeFrame();
    for (const stream of Object.values(this.streams)) if (stream.begun) this.emit(stream);
    return this.take();
  }

  private take(): readonly RawLine[] {
    const lines = this.out;
    this.out = [];
    return lines;
  }

  private readFrames(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.left === undefined) {
        this.head.push(chunk[at++] ?? 0);
        if (this.head.length < 8) continue;
        const [kind = 0, , , , a = 0, b = 0, c = 0, d = 0] = this.head;
        this.head = [];
        this.name = kind === 2 ? 'stderr' : 'stdout';
        this.left = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
      } else {
        const part = chunk.subarray(at, at + this.left);
        at += part.length;
        this.left -= part.length;
        this.collect(part);
      }
      if (this.left === 0) this.closeFrame();
    }
  }

  private readPlain(chunk: Uint8Array): void {
    let at = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, at)) {
      this.collect(chunk.subarray(at, end + 1));
      this.closeFrame();
      at = end + 1;
    }
    if (at < chunk.length) this.collect(chunk.subarray(at));
  }

  private collect(part: Uint8Array): void {
    const room = longestFrame - this.collected;
    this.collected += part.length;
    if (room > 0) this.parts.push(part.slice(0, room));
    if (part.length > room) this.streams[this.name].dropped += part.length - Math.max(0, room);
  }

  private closeFrame(): void {
    const bytes = joined(this.parts);
    // The end of the line is among what is left out.
    const overlong = this.collected > longestFrame;
    this.parts = [];
    this.collected = 0;
    this.left = undefined;
    const stream = this.streams[this.name];
    const [time, payload] = splitTime(bytes);
    if (!stream.begun) {
      stream.begun = true;
      stream.time = time ?? stream.time;
    }
    const [first = '', ...others] = stream.decoder.decode(payload, { stream: true }).split('\n');
    this.add(stream, first);
    for (const [index, text] of others.entries()) {
      this.emit(stream);
      if (index === others.length - 1 && text === '') return;
      stream.begun = true;
      this.add(stream, text);
    }
    if (overlong) this.emit(stream);
  }

  private add(stream: Open, text: string): void {
    // Without frames the pieces of a long line are told apart by the time alone.
    const piece = this.framed || stream.time === '' ? text : text.replaceAll(`${stream.time} `, '');
    const room = Math.max(0, longest - stream.text.length);
    stream.text += piece.slice(0, room);
    stream.dropped += Math.max(0, piece.length - room);
  }

  private emit(stream: Open): void {
    const { name, time, text, dropped } = stream;
    this.out.push({ time, stream: name, text, dropped });
    stream.text = '';
    stream.dropped = 0;
    stream.begun = false;
  }
}

const open = (name: StreamName): Open => ({
  name,
  decoder: new TextDecoder(),
  time: '',
  text: '',
  begun: false,
  dropped: 0,
});

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The time in front of a payload, in bytes: a character may be cut where the payload begins. */
function splitTime(bytes: Uint8Array): readonly [string | undefined, Uint8Array] {
  const space = bytes.subarray(0, 40).indexOf(32);
  if (space < 20) return [undefined, bytes];
  const word = String.fromCharCode(...bytes.subarray(0, space));
  if (isNormal(word)) return [word, bytes.subarray(space + 1)];
  const nanos = nanosOf(word);
  return nanos === undefined ? [undefined, bytes] : [timeOf(nanos), bytes.subarray(space + 1)];
}
