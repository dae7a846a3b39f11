import type { HeldRow } from '../../core/logs/rowBuffer';
import { element } from './element';
import { rowElement } from './rowElement';

/** What the list asks of the page. */
export interface ListPort {
  readonly rows: () => readonly HeldRow[];
  readonly colourOf: (service: string) => number;
  readonly open: (row: HeldRow) => void;
  /** The user has scrolled: to the end, or away from it. */
  readonly scrolled: (atEnd: boolean) => void;
  /** The user has come to the first rows. */
  readonly nearStart: () => void;
}

/** Rows above and below those on screen that are there too, so that scrolling shows no holes. */
const spare = 20;

/**
 * The rows that are on screen, of any number: each of the same height, so that where a row stands is a product. The list has the focus,
 * its cursor is told by aria-activedescendant.
 */
export class RowList {
  readonly root = element('div', {
    class: 'list',
    role: 'listbox',
    tabindex: '0',
    'aria-label': 'Log lines',
    'aria-multiselectable': 'true',
  });
  private readonly space = element('div', { class: 'space', role: 'presentation' });
  private cursor: HeldRow | undefined;
  private anchor: HeldRow | undefined;
  private painting = false;
  private height = 20;
  /** Where it was scrolled to before. */
  private top = 0;

  constructor(private readonly port: ListPort) {
    this.root.append(this.space);
    this.root.addEventListener('scroll', () => {
      this.port.scrolled(this.atEnd());
      if (this.root.scrollTop < spare * this.height && this.root.scrollTop < this.top) this.port.nearStart();
      this.top = this.root.scrollTop;
      this.paint();
    });
    this.root.addEventListener('keydown', (event) => this.key(event));
    this.root.addEventListener('mousedown', (event) => this.press(event));
    new ResizeObserver(() => this.paint()).observe(this.root);
  }

  /** The rows that are selected, in order; none when there is no cursor. */
  selected(): readonly HeldRow[] {
    const [from, to] = this.range();
    return from < 0 ? [] : this.port.rows().slice(from, to + 1);
  }

  toEnd(): void {
    this.root.scrollTop = this.port.rows().length * this.height;
    this.paint();
  }

  /** Keeps what is on screen where it is when shown rows come or go in front of it. */
  shift(rows: number): void {
    if (rows !== 0) this.root.scrollTop += rows * this.height;
  }

  /** Moves the cursor to a row and shows it. */
  moveTo(row: HeldRow, extend = false): void {
    this.cursor = row;
    if (!extend) this.anchor = row;
    const top = this.port.rows().indexOf(row) * this.height;
    const { scrollTop, clientHeight } = this.root;
    if (top < scrollTop) this.root.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight) this.root.scrollTop = top + this.height - clientHeight;
    this.paint();
  }

  /** The row at the cursor, else the first on screen. */
  at(): number {
    const found = this.cursor ? this.port.rows().indexOf(this.cursor) : -1;
    return found < 0 ? Math.floor(this.root.scrollTop / this.height) : found;
  }

  atEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.root;
    return scrollTop + clientHeight >= scrollHeight - this.height;
  }

  /** Draws what is on screen, once for each frame. */
  paint(): void {
    if (this.painting) return;
    this.painting = true;
    requestAnimationFrame(() => {
      this.painting = false;
      this.draw();
    });
  }

  private draw(): void {
    const rows = this.port.rows();
    this.height = parseFloat(getComputedStyle(this.root).getPropertyValue('--row')) || this.height;
    this.space.style.height = `${rows.length * this.height}px`;
    const first = Math.max(0, Math.floor(this.root.scrollTop / this.height) - spare);
    const count = Math.ceil(this.root.clientHeight / this.height) + 2 * spare;
    const [from, to] = this.range();
    const cursor = this.cursor ? rows.indexOf(this.cursor) : -1;
    const drawn = rows.slice(first, first + count).map((held, offset) => {
      const index = first + offset;
      const made = rowElement(held.row, this.port.colourOf(held.row.service));
      made.id = `row-${index}`;
      made.style.transform = `translateY(${index * this.height}px)`;
      made.setAttribute('aria-posinset', String(index + 1));
      made.setAttribute('aria-setsize', String(rows.length));
      made.setAttribute('aria-selected', String(index >= from && index <= to));
      if (index === cursor) made.classList.add('cursor');
      return made;
    });
    this.space.replaceChildren(...drawn);
    if (cursor >= first && cursor < first + count) this.root.setAttribute('aria-activedescendant', `row-${cursor}`);
    else this.root.removeAttribute('aria-activedescendant');
  }

  private range(): readonly [number, number] {
    if (!this.cursor || !this.anchor) return [-1, -1];
    const rows = this.port.rows();
    const ends = [rows.indexOf(this.cursor), rows.indexOf(this.anchor)].filter((index) => index >= 0);
    return ends.length === 0 ? [-1, -1] : [Math.min(...ends), Math.max(...ends)];
  }

  private key(event: KeyboardEvent): void {
    const rows = this.port.rows();
    const page = Math.max(1, Math.floor(this.root.clientHeight / this.height) - 1);
    const at = this.at();
    const targets: Readonly<Record<string, number>> = {
      ArrowUp: this.cursor ? at - 1 : at,
      ArrowDown: this.cursor ? at + 1 : at,
      PageUp: at - page,
      PageDown: at + page,
      Home: 0,
      End: rows.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      const row = rows[Math.min(rows.length - 1, Math.max(0, target))];
      if (row) this.moveTo(row, event.shiftKey);
      if (target < 0) this.port.nearStart();
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      this.anchor = rows[0];
      this.cursor = rows.at(-1);
      this.paint();
    } else if (event.key === 'Enter' && this.cursor) this.port.open(this.cursor);
    else return;
    event.preventDefault();
  }

  private press(event: MouseEvent): void {
    const { target } = event;
    const found = target instanceof Element ? target.closest('.row') : undefined;
    const row = found ? this.port.rows()[Number(found.id.slice('row-'.length))] : undefined;
    if (!row || event.button !== 0) return;
    this.moveTo(row, event.shiftKey);
    if (target instanceof Element && target.classList.contains('frame')) this.port.open(row);
  }
}
