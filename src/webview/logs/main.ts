import './logs.css';
import { FilteredRows } from '../../core/logs/filteredRows';
import { bounds, type HeldRow } from '../../core/logs/rowBuffer';
import { rowText } from '../../core/logs/rowText';
import type { FromLogView, ToLogView } from '../../core/model/logMessages';
import { element } from './element';
import { regexMatcher } from './regexWorker';
import { RowList } from './rowList';
import { Toolbar } from './toolbar';

declare function acquireVsCodeApi(): { postMessage(message: FromLogView): void };

/** Colours of services, in the order in which they are first seen; then again from the first. */
const colours = 8;

/** The log view: rows from the extension, filtered, in a list. */
class LogView {
  private readonly api = acquireVsCodeApi();
  private readonly colourNumbers = new Map<string, number>();
  private following = true;
  private paused = false;
  private revealed = false;
  private complete = false;
  private loading = false;
  /** What is looked for further back: any row that the filter shows, or the end of a run. */
  private seeking: 'row' | 'run' | undefined;
  private readonly status = element('div', { class: 'status', role: 'status' });
  private readonly trouble = element('div', { class: 'trouble', role: 'alert' });
  private readonly filtered = new FilteredRows({
    match: regexMatcher(),
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
    changed: (change) => this.changed(change),
    tooSlow: (source) => this.toolbar.tell(`“${source}” takes too long: all lines are shown. Write it more simply.`),
  });
  private readonly list = new RowList({
    rows: () => this.filtered.buffer.shown,
    colourOf: (service) => this.colourOf(service),
    open: (row) => this.open(row),
    scrolled: (atEnd) => this.setFollowing(atEnd && !this.filtered.buffer.cutOff),
    nearStart: () => {
      if (this.roomLeft()) this.older();
    },
  });
  private readonly toolbar = new Toolbar({
    filter: (filter) => void this.filtered.apply(filter),
    follow: () => this.follow(),
    pause: () => this.pause(),
    reveal: () => this.post({ type: 'reveal', revealed: !this.revealed }),
    older: () => {
      this.seeking = 'row';
      this.older();
    },
    run: (direction) => this.toRun(direction),
    copy: () => this.copy(),
    save: () => this.post({ type: 'save', text: textOf(this.filtered.buffer.shown) }),
  });

  start(): void {
    document.body.append(
      element(
        'main',
        {},
        element('h1', { class: 'unseen' }, document.title),
        this.toolbar.root,
        this.trouble,
        this.list.root,
        this.status,
      ),
    );
    window.addEventListener('message', ({ data }: MessageEvent<ToLogView>) => void this.take(data));
    document.addEventListener('keydown', (event) => this.key(event));
    this.showState();
    this.list.root.focus();
    this.post({ type: 'ready' });
  }

  private async take(message: ToLogView): Promise<void> {
    switch (message.type) {
      case 'rows':
        await this.filtered.append(message.rows);
        this.post({ type: 'shown' });
        break;
      case 'older':
        await this.takeOlder(message);
        break;
      case 'services':
        this.toolbar.setServices(message.services, (service) => this.colourOf(service));
        break;
      case 'trouble':
        this.trouble.textContent = message.text;
        break;
      case 'clear':
        this.revealed = message.revealed;
        this.complete = false;
        this.following = true;
        await this.filtered.clear();
        break;
      case 'only':
        this.toolbar.only(message.service);
    }
  }

  private async takeOlder({ rows, complete }: Extract<ToLogView, { readonly type: 'older' }>): Promise<void> {
    const before = this.filtered.buffer.shown.length;
    this.complete = complete;
    await this.filtered.prepend(rows);
    this.loading = false;
    const { shown, cutOff } = this.filtered.buffer;
    const over = rows.length === 0 || complete || cutOff;
    if (this.seeking === 'row') {
      if (over || shown.length > before) this.seeking = undefined;
      else this.older();
    }
    if (this.seeking === 'run') this.toRun(-1, over);
    else this.showState();
  }

  /** Rows that are loaded because one scrolls up must not push out the newest. */
  private roomLeft(): boolean {
    return this.filtered.buffer.rows.length < bounds.rows * 0.9;
  }

  private changed({ gone, added }: { readonly gone: number; readonly added: number }): void {
    if (this.following) this.list.toEnd();
    else this.list.shift(added - gone);
    this.list.paint();
    this.showState();
  }

  private follow(): void {
    if (this.filtered.buffer.cutOff) this.post({ type: 'restart' });
    this.setFollowing(true);
    this.list.toEnd();
  }

  private setFollowing(following: boolean): void {
    if (this.following === following) return;
    this.following = following;
    this.showState();
  }

  private pause(): void {
    this.paused = !this.paused;
    this.post({ type: 'pause', paused: this.paused });
    this.showState();
  }

  private older(): void {
    const { oldest } = this.filtered.buffer;
    if (this.loading || this.complete || oldest === undefined) return;
    this.setFollowing(false);
    this.loading = true;
    this.post({ type: 'older', before: oldest });
    this.showState();
  }

  /** Moves the cursor to the end of another run; reads older lines until there is one. */
  private toRun(direction: -1 | 1, over = this.complete): void {
    const rows = this.filtered.buffer.shown;
    const ends = ({ row }: HeldRow): boolean => row.kind === 'mark' && row.mark === 'ended';
    const at = this.list.at();
    const found = direction < 0 ? rows.slice(0, at).findLast(ends) : rows.slice(at + 1).find(ends);
    const further = direction < 0 && !found && !over;
    this.seeking = further ? 'run' : undefined;
    if (further) this.older();
    else if (found) {
      this.setFollowing(false);
      this.list.moveTo(found);
      this.list.root.focus();
    } else this.showState(direction < 0 ? 'No earlier run has ended, as far as is known.' : 'No later run has ended.');
  }

  private open({ row }: HeldRow): void {
    if (row.kind !== 'line' || !row.frame) return;
    const { file, line, column } = row.frame;
    this.post({ type: 'open', file, line, column });
  }

  private copy(): void {
    const selected = this.list.selected();
    const rows = selected.length > 0 ? selected : this.filtered.buffer.shown;
    this.post({ type: 'copy', text: textOf(rows) });
    this.showState(rows.length === 1 ? '1 line copied' : `${rows.length} lines copied`);
  }

  private key(event: KeyboardEvent): void {
    const command = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape' && this.toolbar.has(event.target)) this.list.root.focus();
    else if (command && event.key === 'f') this.toolbar.focusFilter();
    else if (this.toolbar.has(event.target)) return;
    else if (command && event.key === 'c') this.copy();
    else if (command || event.altKey) return;
    else if (event.key === '/') this.toolbar.focusFilter();
    else if (event.key === 'f') this.follow();
    else if (event.key === 'p') this.pause();
    else return;
    event.preventDefault();
  }

  private colourOf(service: string): number {
    const known = this.colourNumbers.get(service) ?? this.colourNumbers.size % colours;
    this.colourNumbers.set(service, known);
    return known;
  }

  private showState(news = ''): void {
    const { rows, shown, cutOff } = this.filtered.buffer;
    this.toolbar.show({ following: this.following, paused: this.paused, revealed: this.revealed });
    const parts = [
      rows.length === shown.length ? `${rows.length} lines` : `${shown.length} of ${rows.length} lines`,
      this.paused && 'paused',
      this.loading && 'reading older lines',
      this.complete && 'from the beginning',
      cutOff && 'newest lines made room for older ones: Follow reads them again',
      this.revealed && 'secrets are shown',
      news,
    ];
    this.status.textContent = parts.filter(Boolean).join(' · ');
  }

  private post(message: FromLogView): void {
    this.api.postMessage(message);
  }
}

const textOf = (rows: readonly HeldRow[]): string => rows.map(({ row }) => `${rowText(row)}\n`).join('');

new LogView().start();
