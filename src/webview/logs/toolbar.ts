import { regexProblem } from '../../core/logs/filterRows';
import type { Level, LogFilter } from '../../core/model/logs';
import { element } from './element';

/** What the buttons do. */
export interface ToolbarPort {
  readonly filter: (filter: LogFilter) => void;
  readonly follow: () => void;
  readonly pause: () => void;
  readonly reveal: () => void;
  readonly older: () => void;
  readonly run: (direction: -1 | 1) => void;
  readonly copy: () => void;
  readonly save: () => void;
}

const levels: readonly (readonly [Level, string])[] = [
  ['debug', 'All levels'],
  ['info', 'Info and above'],
  ['warning', 'Warnings and errors'],
  ['error', 'Errors'],
];

/** Milliseconds after the last key until the filter follows what is typed. */
const typing = 150;

/** Filter and buttons above the list. */
export class Toolbar {
  readonly root: HTMLElement;
  private readonly services = element('fieldset', { class: 'services' }, element('legend', {}, 'Services'));
  private readonly text = element('input', {
    type: 'text',
    placeholder: 'Filter ( / )',
    'aria-label': 'Filter by text',
    'aria-describedby': 'problem',
    spellcheck: 'false',
  });
  private readonly level = element(
    'select',
    { 'aria-label': 'Least level shown' },
    ...levels.map(([value, label]) => element('option', { value }, label)),
  );
  private readonly regex: HTMLButtonElement;
  private readonly followButton: HTMLButtonElement;
  private readonly pauseButton: HTMLButtonElement;
  private readonly revealButton: HTMLButtonElement;
  private readonly problem = element('span', { id: 'problem', class: 'problem', role: 'alert' });
  private readonly boxes = new Map<string, HTMLInputElement>();
  /** Everything is hidden that is not this one, also what comes later. */
  private alone: string | undefined;

  constructor(private readonly port: ToolbarPort) {
    this.regex = button('.*', 'Regular expression', () => {
      toggle(this.regex);
      this.changed();
    });
    this.regex.setAttribute('aria-pressed', 'false');
    this.followButton = button('Follow', 'Stay at the newest line (f)', port.follow);
    this.pauseButton = button('Pause', 'Read nothing more until pressed again (p)', port.pause);
    this.revealButton = button(
      'Show Secrets',
      'Show secrets in this view; what is copied and saved has none',
      port.reveal,
    );
    let timer: number | undefined;
    this.text.addEventListener('input', () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.changed(), typing);
    });
    this.level.addEventListener('change', () => this.changed());
    this.root = element(
      'div',
      { class: 'toolbar', role: 'toolbar', 'aria-label': 'Log view' },
      this.text,
      this.regex,
      this.level,
      this.followButton,
      this.pauseButton,
      button('Older', 'Load older lines', port.older),
      button('Previous Run', 'Go to the end of the run before', () => port.run(-1)),
      button('Next Run', 'Go to the end of the next run', () => port.run(1)),
      button('Copy', 'Copy the selected lines, or all that are shown, without secrets', port.copy),
      button('Save', 'Save all lines that are shown, without secrets', port.save),
      this.revealButton,
      this.services,
      this.problem,
    );
  }

  focusFilter(): void {
    this.text.focus();
    this.text.select();
  }

  has(target: EventTarget | null): boolean {
    return target instanceof Node && this.root.contains(target);
  }

  /** The states of the three switches. */
  show(state: { readonly following: boolean; readonly paused: boolean; readonly revealed: boolean }): void {
    this.followButton.setAttribute('aria-pressed', String(state.following));
    this.pauseButton.setAttribute('aria-pressed', String(state.paused));
    this.revealButton.setAttribute('aria-pressed', String(state.revealed));
  }

  /** A sentence about the filter; '' for none. */
  tell(problem: string): void {
    this.problem.textContent = problem;
    this.text.setAttribute('aria-invalid', String(problem !== ''));
  }

  setServices(names: readonly string[], colourOf: (service: string) => number): void {
    for (const name of names) {
      if (this.boxes.has(name)) continue;
      const box = element('input', { type: 'checkbox' });
      box.checked = this.alone === undefined || this.alone === name;
      box.addEventListener('change', () => {
        this.alone = undefined;
        this.changed();
      });
      this.boxes.set(name, box);
      this.services.append(element('label', { class: `colour-${colourOf(name)}` }, box, element('span', {}, name)));
    }
    this.changed();
  }

  /** Shows one service alone; undefined: all. */
  only(service: string | undefined): void {
    this.alone = service;
    for (const [name, box] of this.boxes) box.checked = service === undefined || name === service;
    this.changed();
  }

  private changed(): void {
    const regex = this.regex.getAttribute('aria-pressed') === 'true';
    const problem = regex ? regexProblem(this.text.value) : undefined;
    this.tell(problem ?? '');
    // What was shown stays while an expression is being written.
    if (problem !== undefined) return;
    const hidden = [...this.boxes].filter(([, box]) => !box.checked).map(([name]) => name);
    const level = levels.find(([value]) => value === this.level.value)?.[0] ?? 'debug';
    this.port.filter({ hidden, level, text: this.text.value, regex });
  }
}

function button(label: string, title: string, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', title }, label);
  made.addEventListener('click', press);
  return made;
}

const toggle = (pressed: HTMLButtonElement): void =>
  pressed.setAttribute('aria-pressed', String(pressed.getAttribute('aria-pressed') !== 'true'));
