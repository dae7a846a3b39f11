import type { LogLine, RawLine } from '../model/logs';
import { cleanText } from './cleanText';
import { findFrame } from './findFrame';
import { Levels } from './level';
import { placeInWorkspace, type Placing } from './placeInWorkspace';

/** Longest text of a row, in characters: what is longer is cut with a mark. */
export const longestText = 10_000;
/** Longest secret that a cut could leave half, in characters: a token, a key in one line. */
const longestSecret = 4096;

/** What is the same for all lines of a container. */
export interface RowSource {
  readonly service: string;
  readonly placing: Placing;
  /** The gate: a text without secrets. The same text where the user has asked to see them. */
  readonly redact: (text: string) => string;
}

/** Makes rows of the lines of one container, in their order: levels depend on the lines before. */
export class RowMaker {
  private readonly levels = { stdout: new Levels(), stderr: new Levels() };

  constructor(private readonly source: RowSource) {}

  row({ time, stream, text: raw, dropped }: RawLine): LogLine {
    const { service, placing, redact } = this.source;
    const clean = cleanText(raw);
    const level = this.levels[stream].next(clean);
    const text = cut(clean, dropped, redact);
    const place = findFrame(text);
    const file = place && placeInWorkspace(place.path, placing);
    return {
      kind: 'line',
      time,
      service,
      text,
      ...(level && { level }),
      ...(place &&
        file !== undefined && {
          frame: {
            start: place.start,
            end: place.end,
            file,
            line: place.line,
            ...(place.column !== undefined && { column: place.column }),
          },
        }),
    };
  }
}

/** Redacted before it is cut, and cut well before the end of what was redacted: half a secret is none that the gate knows. */
function cut(clean: string, dropped: number, redact: (text: string) => string): string {
  const whole = dropped === 0 && clean.length <= longestText + longestSecret;
  const masked = redact(clean.slice(0, longestText + longestSecret));
  if (whole && masked.length <= longestText) return masked;
  const shown = masked.slice(
    0,
    Math.min(longestText, whole ? longestText : Math.max(0, masked.length - longestSecret)),
  );
  return `${shown} … ${clean.length + dropped - shown.length} more characters`;
}
