import { sortByTime } from '../core/logs/mergeRows';
import { RunHistory } from '../core/logs/runHistory';
import { shifted, timeOf } from '../core/logs/time';
import { RowMaker } from '../core/logs/toRow';
import { ok, type Failure, type Result } from '../core/model/failure';
import type { LogRow, RawLine } from '../core/model/logs';
import { redactSecrets, secretValues } from '../core/redact/redactSecrets';
import type { Container } from './container';
import type { Engine } from './engine';
import { RowGatherer } from './gatherRows';
import { newestPage, olderPage, type LogPage } from './logPages';
import type { LogSource } from './logSource';
import { pause } from './pause';
import { watchContainers } from './watchContainers';

/** Whose log it is. */
export interface LoggedProject {
  readonly belongs: (container: Container) => boolean;
  /** Absolute: the project's folder, and the same with symbolic links resolved. */
  readonly folders: readonly string[];
}

/** Who is told. `rows` resolves when he has room for more. */
export interface LogSink {
  readonly rows: (rows: readonly LogRow[]) => Promise<void>;
  readonly services: (services: readonly string[]) => void;
  /** What stands in the way; undefined when it is out of the way. */
  readonly trouble: (failure: Failure | undefined) => void;
}

/** Rows before a moment; `complete`: there are none before them. */
export interface OlderRows {
  readonly rows: readonly LogRow[];
  readonly complete: boolean;
}

/** Lines of each container that are read at first, and about as many of all together for each page of older ones. */
const pageSize = 1000;
/** Milliseconds until the engine has told of the end of a run whose log has ended. */
const settled = 200;
/** Milliseconds until a log that broke off is followed again; twice as long each time. */
const firstWait = 500;
const longestWait = 30_000;

interface Member {
  readonly id: string;
  readonly service: string;
  readonly source: LogSource;
  /** Of the lines that come; levels depend on the lines before. */
  readonly rows: RowMaker;
  /** The time of the last line that was read. */
  last: string | undefined;
  following: boolean;
  /** Everything that it wrote before it was listed as stopped has been read. */
  caughtUp: boolean;
  followed: boolean;
  /** The engine does not give its log: another logging driver. */
  refused: boolean;
}

/** What one stretch of following needs. */
interface Stretch {
  readonly gatherer: RowGatherer;
  readonly signal: AbortSignal;
  /** Looks again at what is to be followed. */
  readonly again: () => void;
  /** What follows a container at the moment. */
  readonly running: Set<Promise<void>>;
}

/**
 * The logs of a project's containers as one, in the order of time. Remembers what was read, so that following can stop and go on
 * without a gap: while nobody looks, nothing runs.
 */
export class ProjectLogs {
  private readonly members = new Map<string, Member>();
  private readonly runs = new RunHistory();
  private secrets: readonly string[] = [];
  private services: readonly string[] = [];
  private revealed = false;

  constructor(
    private readonly engine: Engine,
    private readonly project: LoggedProject,
    private readonly sink: LogSink,
  ) {}

  /** The gate for what leaves the view: without the secrets of all containers that were ever seen here. */
  redact(text: string): string {
    return redactSecrets(text, this.secrets);
  }

  /** Forgets what was read, while nothing is followed: the next stretch begins anew, with secrets masked or not. */
  reset(revealed: boolean): void {
    this.members.clear();
    this.runs.clear();
    this.revealed = revealed;
  }

  /** Follows all logs until the signal aborts, from where it stopped the last time. Never rejects. */
  async follow(signal: AbortSignal): Promise<void> {
    const gatherer = new RowGatherer((rows) => this.sink.rows(rows));
    for (const member of this.members.values()) member.caughtUp = false;
    let listed: readonly Container[] | undefined;
    let wanted = false;
    const running = new Set<Promise<void>>();
    let working: Promise<void> | undefined;
    const work = async (): Promise<void> => {
      while (wanted && !signal.aborted) {
        wanted = false;
        if (listed) await this.settle(listed, { gatherer, signal, again, running });
      }
      working = undefined;
    };
    const again = (): void => {
      wanted = true;
      working ??= work();
    };
    await watchContainers(
      this.engine,
      (view) => {
        this.sink.trouble(view.kind === 'failed' ? view.failure : undefined);
        listed = view.kind === 'ready' ? view.containers.filter((each) => this.isMember(each)) : undefined;
        again();
      },
      signal,
    );
    await working;
    await Promise.all(running);
    // What has been read is shown: the next stretch begins after it.
    await gatherer.drained();
  }

  /** The rows before a moment, about a thousand. */
  async older(before: string, signal: AbortSignal): Promise<Result<OlderRows>> {
    const sources = new Map([...this.members].map(([id, { source }]) => [id, source]));
    const page = await olderPage(this.engine, sources, { before, count: pageSize }, signal);
    if (!page.ok) return page;
    return ok({ rows: this.pageRows(page.value, before), complete: page.value.from === undefined });
  }

  private isMember(container: Container): boolean {
    return !container.oneOff && this.project.belongs(container);
  }

  /** Brings what is followed in line with the containers that there are. */
  private async settle(containers: readonly Container[], stretch: Stretch): Promise<void> {
    const { gatherer, signal } = stretch;
    await gatherer.add(this.forget(new Set(containers.map(({ id }) => id))));
    const fresh = containers.filter(({ id }) => !this.members.has(id));
    if (fresh.length > 0) await this.begin(fresh, stretch);
    if (signal.aborted) return;
    this.tellServices(containers);
    for (const { id, state } of containers) {
      const member = this.members.get(id);
      const still = state !== 'running' && state !== 'paused';
      if (!member || member.following || member.refused || (member.caughtUp && still)) continue;
      member.following = true;
      const following = this.keepUp(member, stretch).finally(() => {
        stretch.running.delete(following);
        member.following = false;
        if (!signal.aborted) stretch.again();
      });
      stretch.running.add(following);
    }
  }

  private tellServices(containers: readonly Container[]): void {
    const services = [...new Set(containers.map(serviceOf))].sort();
    if (services.join('\n') !== this.services.join('\n')) this.sink.services(services);
    this.services = services;
  }

  /** Containers that are gone: a row each. */
  private forget(there: ReadonlySet<string>): readonly LogRow[] {
    const gone = [...this.members.values()].filter(({ id }) => !there.has(id));
    for (const { id } of gone) this.members.delete(id);
    return gone.map(({ service }) => notice(service, 'its container was removed, and its log with it'));
  }

  /** Containers that are new here: what they have written last. */
  private async begin(fresh: readonly Container[], { gatherer, signal }: Stretch): Promise<void> {
    const found = await Promise.all(fresh.map(({ id }) => this.engine.logSource(id, signal)));
    const added = fresh.flatMap((container, index) => {
      const source = found[index];
      return source?.ok ? [this.member(container, source.value)] : [];
    });
    this.keepSecrets(added);
    const sources = new Map(added.map(({ id, source }) => [id, source]));
    const [page, events] = await Promise.all([
      newestPage(this.engine, sources, pageSize, signal),
      this.engine.runs([...sources.keys()], signal),
    ]);
    if (!page.ok) {
      if (!signal.aborted) this.sink.trouble(page.failure);
      return;
    }
    const lasts = new Map(page.value.sources.map(({ id, last }) => [id, last]));
    for (const member of added) {
      member.last = lasts.get(member.id);
      this.members.set(member.id, member);
      this.runs.learn(member.id, member.service, events.ok ? events.value : [], member.source.lastEnd);
    }
    await gatherer.add(this.pageRows(page.value));
  }

  private member(container: Container, source: LogSource): Member {
    const service = serviceOf(container);
    return {
      id: container.id,
      service,
      source,
      rows: this.maker(service, source),
      last: undefined,
      following: false,
      caughtUp: false,
      followed: false,
      refused: false,
    };
  }

  private maker(service: string, { mounts, workingDirectory }: LogSource): RowMaker {
    const { revealed } = this;
    return new RowMaker({
      service,
      placing: { mounts, workingDirectory, folders: this.project.folders },
      redact: (text) => (revealed ? text : this.redact(text)),
    });
  }

  private keepSecrets(added: readonly Member[]): void {
    const more = secretValues(added.flatMap(({ source }) => source.environment));
    this.secrets = [...new Set([...this.secrets, ...more])].sort((a, b) => b.length - a.length);
  }

  private pageRows({ sources, from = '' }: LogPage, before?: string): readonly LogRow[] {
    const rows = sources.flatMap(({ id, lines }): readonly LogRow[] => {
      const member = this.members.get(id);
      const maker = member && this.maker(member.service, member.source);
      return maker ? lines.map((line) => maker.row(line)) : [];
    });
    return sortByTime([...rows, ...this.runs.between(new Set(sources.map(({ id }) => id)), from, before)]);
  }

  /** Follows one container until it ends. What it is told of the next start is the list's business. */
  private async keepUp(member: Member, { gatherer, signal }: Stretch): Promise<void> {
    const { id, source } = member;
    const onLines = async (lines: readonly RawLine[]): Promise<void> => {
      member.last = lines.at(-1)?.time ?? member.last;
      await gatherer.add(lines.map((line) => member.rows.row(line)));
    };
    // Runs may have ended while nobody looked.
    if (member.followed) await this.learnRuns(member, gatherer, signal);
    member.followed = true;
    for (let wait = firstWait; ; wait = Math.min(wait * 2, longestWait)) {
      const since = member.last === undefined ? {} : { since: shifted(member.last, 1n) };
      const read = await this.engine.logs(id, { tty: source.tty, follow: true, ...since }, onLines, signal);
      if (signal.aborted) return;
      member.caughtUp = true;
      await pause(settled, signal);
      if (!read.ok && read.failure.code === 'start-failed') {
        member.refused = true;
        await gatherer.add([notice(member.service, `its log cannot be read. ${read.failure.message}`)]);
      }
      // Without an engine the list fails too, and tells when it is there again.
      if (!read.ok || !(await this.learnRuns(member, gatherer, signal))) return;
      await pause(wait, signal);
    }
  }

  /** Shows ends and starts of runs that are not shown yet. Gives whether the container runs. */
  private async learnRuns({ id, service }: Member, gatherer: RowGatherer, signal: AbortSignal): Promise<boolean> {
    const [events, now] = await Promise.all([this.engine.runs([id], signal), this.engine.logSource(id, signal)]);
    if (!now.ok) return false;
    await gatherer.add(this.runs.learn(id, service, events.ok ? events.value : [], now.value.lastEnd));
    return now.value.running;
  }
}

function notice(service: string, text: string): LogRow {
  const time = timeOf(BigInt(Date.now()) * 1_000_000n);
  return { kind: 'mark', mark: 'notice', time, service, text: `${service}: ${text}`, wrong: true };
}

const serviceOf = ({ service, name }: Container): string => service || name;
