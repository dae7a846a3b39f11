/** How grave a line is; undefined where nothing says so. */
export type Level = 'debug' | 'info' | 'warning' | 'error';

/** A line as a container wrote it, as it came from the engine. */
export interface RawLine {
  /** When the engine received it: UTC, RFC 3339 with nine digits of a second, so that times compare as texts. */
  readonly time: string;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  /** Characters that were left out at the end of a line that is too long. */
  readonly dropped: number;
}

/** The place in the workspace that a line names: a frame of a traceback. */
export interface Frame {
  /** Where it stands in the text: first character, and the one after the last. */
  readonly start: number;
  readonly end: number;
  /** Relative to the project's folder, with '/'. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column?: number;
}

/** A line of the log view. */
export interface LogLine {
  readonly kind: 'line';
  readonly time: string;
  readonly service: string;
  /** Without colours and control characters; secrets masked unless the user has asked to see them. */
  readonly text: string;
  readonly level?: Level;
  readonly frame?: Frame;
}

/** A row that no container wrote: where a run began or ended, or that a container is gone. */
export interface LogMark {
  readonly kind: 'mark';
  readonly time: string;
  readonly service: string;
  readonly text: string;
  /** 'ended': the rows before it are those of a run that is over. */
  readonly mark: 'started' | 'ended' | 'notice';
  /** Whether that is worth an eye. */
  readonly wrong: boolean;
}

export type LogRow = LogLine | LogMark;

/** What the user wants to see. */
export interface LogFilter {
  /** Services that are hidden: a service that comes later is shown. */
  readonly hidden: readonly string[];
  /** The least grave level that is shown; lines of no known level count as 'info'. */
  readonly level: Level;
  /** '' shows everything. */
  readonly text: string;
  /** `text` is a regular expression. */
  readonly regex: boolean;
}
