import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type {
  PyAssignment,
  PyCall,
  PyEnvironmentRead,
  PyExpression,
  PyFunction,
  PyImport,
  PyModule,
  Source,
} from '../model/facts';
import {
  environmentCall,
  isSettingsBase,
  readerMade,
  schemeOf,
  settingsPrefix,
  settingsRead,
  type SettingsField,
} from './pythonEnvironment';
import { argumentsOf, childrenOf, expressionOf, nameOf, type Resolve } from './pythonExpression';

/** Where a module stands. */
export interface ModulePlace {
  readonly file: string;
  readonly module: string;
  readonly importRoot: string;
  /** An __init__.py: relative imports start at itself. */
  readonly isPackage: boolean;
}

interface Scope {
  /** Enclosing functions and classes, dotted. */
  readonly path: string;
  /** The class directly around, or ''. */
  readonly owner: string;
  /** What is around that class; the same as `path` elsewhere. */
  readonly around: string;
}

/** Characters that are still read behind the first syntax error: recovering costs up to 40 microseconds for each. */
const afterError = 32 * 1024;
/** More calls in one file are generated code; each is reduced to an expression, which bounds the time for a file. */
const mostCalls = 10_000;
/** Syntax nodes that are visited in one file: some 300 KB of code. */
const mostNodes = 200_000;

const strict = parser.configure({ strict: true });

/** The syntax tree; where the code has an error, of the part up to a little behind it. */
function parseUntilError(text: string): { readonly tree: Tree; readonly cut: boolean } {
  const parse = strict.startParse(text);
  try {
    for (;;) {
      const tree = parse.advance();
      if (tree) return { tree, cut: false };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const end = parse.parsedPos + afterError;
    return { tree: parser.parse(text.slice(0, end)), cut: true };
  }
}

/** Reads one Python file. Never throws: what it does not understand makes `complete` false. */
export function parsePythonModule(place: ModulePlace, text: string): PyModule {
  return new ModuleReader(place, text).read();
}

class ModuleReader {
  private readonly imports: PyImport[] = [];
  private readonly functions: PyFunction[] = [];
  private readonly assignments: PyAssignment[] = [];
  private readonly calls: PyCall[] = [];
  private readonly environment: PyEnvironmentRead[] = [];
  private readonly names = new Map<string, string>();
  /** Defaults of variables that are given before they are read. */
  private readonly scheme = new Map<string, PyExpression>();
  private readonly lineStarts: number[] = [0];
  private complete = true;
  private visited = 0;

  constructor(
    private readonly place: ModulePlace,
    private readonly text: string,
  ) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lineStarts.push(at + 1);
  }

  read(): PyModule {
    const { tree, cut } = parseUntilError(this.text);
    if (cut) this.complete = false;
    this.walk(tree.topNode, { path: '', owner: '', around: '' }, undefined, 0);
    const { file, module, importRoot } = this.place;
    const { imports, functions, assignments, calls, environment, complete } = this;
    return { file, module, importRoot, imports, functions, assignments, calls, environment, complete };
  }

  private readonly resolve: Resolve = (name) => this.names.get(name) ?? name;

  private walk(node: SyntaxNode, scope: Scope, target: string | undefined, depth: number): void {
    if (depth > 150 || ++this.visited > mostNodes) {
      this.complete = false;
      return;
    }
    if (node.type.isError) this.complete = false;
    switch (node.name) {
      case 'ImportStatement':
        this.import(node, scope);
        return;
      case 'FunctionDefinition':
        this.function(node, scope, [], depth);
        return;
      case 'DecoratedStatement': {
        const decorators = node.getChildren('Decorator');
        for (const decorator of decorators) this.children(decorator, scope, undefined, depth);
        const made = node.getChild('FunctionDefinition');
        if (made)
          this.function(
            made,
            scope,
            decorators.map((each) => this.decorator(each)),
            depth,
          );
        const type = node.getChild('ClassDefinition');
        if (type) this.walk(type, scope, undefined, depth + 1);
        return;
      }
      case 'ClassDefinition': {
        const name = this.slice(node.getChild('VariableName'));
        const body = node.getChild('Body');
        const bases = node.getChild('ArgList');
        if (bases) this.children(bases, scope, undefined, depth);
        if (body && bases && childrenOf(bases).some((base) => isSettingsBase(nameOf(base, this.text, this.resolve))))
          this.settings(body, name);
        if (body)
          this.children(body, { path: join(scope.path, name), owner: name, around: scope.path }, undefined, depth);
        return;
      }
      case 'AssignStatement':
        this.assignment(node, scope, depth);
        return;
      case 'CallExpression':
        this.call(node, scope, target);
        break;
      case 'MemberExpression':
        this.item(node, target);
        break;
    }
    this.children(node, scope, target, depth);
  }

  private children(node: SyntaxNode, scope: Scope, target: string | undefined, depth: number): void {
    for (let child = node.firstChild; child && this.visited <= mostNodes; child = child.nextSibling)
      this.walk(child, scope, target, depth + 1);
  }

  private import(node: SyntaxNode, scope: Scope): void {
    const words = childrenOf(node).filter((word) => !['(', ')', 'Comment'].includes(word.name));
    const source = this.source(node);
    const middle = words.findIndex((word) => word.name === 'import');
    const base =
      words[0]?.name === 'from'
        ? this.absolute(
            words
              .slice(1, middle)
              .map((word) => this.slice(word))
              .join(''),
          )
        : '';
    let part: string[] = [];
    let local = '';
    const flush = () => {
      const name = part.join('');
      if (name) {
        const full = base ? `${base}.${name}` : name;
        const known = local || (base ? name : (name.split('.')[0] ?? name));
        // `import a.b` binds `a`; only with `as`, or a plain name, does the local name stand for the whole.
        if (base || local) this.names.set(known, full);
        this.imports.push({ ...this.at(source, words, part), name: full, local: known, scope: scope.path });
      }
      part = [];
      local = '';
    };
    for (let index = middle + 1; index < words.length; index++) {
      const word = words[index];
      if (!word) continue;
      if (word.name === ',') flush();
      else if (word.name === 'as') local = this.slice(words[++index] ?? null);
      else part.push(this.slice(word));
    }
    flush();
  }

  /** The line of the imported name itself, for imports over several lines. */
  private at(source: Source, words: readonly SyntaxNode[], part: readonly string[]): Source {
    const word = words.findLast((each) => this.slice(each) === part.at(-1));
    return word ? this.source(word) : source;
  }

  /** '.models' in package 'portal' is 'portal.models'. */
  private absolute(name: string): string {
    const dots = /^\.*/.exec(name)?.[0].length ?? 0;
    if (dots === 0) return name;
    const parts = this.place.module.split('.');
    const up = this.place.isPackage ? dots - 1 : dots;
    return [...parts.slice(0, Math.max(0, parts.length - up)), name.slice(dots)]
      .filter((part) => part !== '')
      .join('.');
  }

  private function(node: SyntaxNode, scope: Scope, decorators: readonly PyExpression[], depth: number): void {
    const name = this.slice(node.getChild('VariableName'));
    const body = node.getChild('Body');
    const list = node.getChild('ParamList');
    const returns: PyExpression[] = [];
    // Defaults are evaluated where the function is defined.
    if (list) this.children(list, scope, undefined, depth);
    if (body) {
      const path = join(scope.path, name);
      // Imports inside a function are needed before its return statements are read.
      this.children(body, { path, owner: '', around: path }, undefined, depth);
      this.returns(body, returns, 0);
    }
    this.functions.push({
      ...this.source(node),
      name,
      scope: scope.path,
      parameters: this.parameters(list),
      decorators,
      returns,
    });
  }

  private returns(node: SyntaxNode, found: PyExpression[], depth: number): void {
    for (let child = node.firstChild; child && depth < 100; child = child.nextSibling) {
      if (child.name === 'ReturnStatement')
        found.push(expressionOf(child.firstChild?.nextSibling ?? null, this.text, this.resolve));
      else if (child.name !== 'FunctionDefinition' && child.name !== 'ClassDefinition')
        this.returns(child, found, depth + 1);
    }
  }

  private parameters(list: SyntaxNode | null): PyFunction['parameters'] {
    const found: { name: string; required: boolean }[] = [];
    const words = list ? childrenOf(list) : [];
    for (let index = 0; index < words.length; index++) {
      const word = words[index];
      if (word?.name === '*' || word?.name === '**') {
        if (words[index + 1]?.name === 'VariableName') index++;
      } else if (word?.name === 'VariableName') {
        const next = words[index + 1]?.name === 'TypeDef' ? words[index + 2] : words[index + 1];
        found.push({ name: this.slice(word), required: next?.name !== 'AssignOp' });
        if (next?.name === 'AssignOp') index = words.indexOf(next) + 1;
      }
    }
    return found;
  }

  private decorator(node: SyntaxNode): PyExpression {
    const parts = childrenOf(node).filter((child) => child.name === 'VariableName' || child.name === 'PropertyName');
    const [first = '', ...rest] = parts.map((part) => this.slice(part));
    const callee = [this.resolve(first), ...rest].join('.');
    const list = node.getChild('ArgList');
    return list
      ? { kind: 'call', callee, ...argumentsOf(list, this.text, this.resolve) }
      : { kind: 'name', name: callee };
  }

  private assignment(node: SyntaxNode, scope: Scope, depth: number): void {
    const words = childrenOf(node);
    const operator = words.findLastIndex((word) => word.name === 'AssignOp');
    const value = words[operator + 1] ?? null;
    let main = '';
    for (const [index, word] of words.entries()) {
      if (index >= operator || !['VariableName', 'MemberExpression'].includes(word.name)) continue;
      const target = this.target(word, scope);
      main ||= target;
      const expression = expressionOf(value, this.text, this.resolve);
      this.assignments.push({
        ...this.source(node),
        target,
        value: expression,
        scope: scope.around,
      });
      // `environ = os.environ`, `env = Env()`: another name for it, whose methods read variables.
      const reader = word.name === 'VariableName' ? readerMade(expression) : undefined;
      if (reader !== undefined) this.names.set(this.slice(word), reader);
      for (const [name, fallback] of Object.entries(schemeOf(expression))) this.scheme.set(name, fallback);
    }
    // `a, b = x, y`: the values stand beside each other.
    for (const word of words.slice(operator + 1)) this.walk(word, scope, main, depth + 1);
  }

  /** 'app', 'Config.X', 'self.x', 'app.config[X]' */
  private target(node: SyntaxNode, scope: Scope): string {
    if (node.name === 'VariableName') return scope.owner ? `${scope.owner}.${this.slice(node)}` : this.slice(node);
    const expression = expressionOf(node, this.text, (name) => name);
    const write = (each: PyExpression): string => {
      if (each.kind === 'name') return each.name;
      if (each.kind === 'item' && each.key.kind === 'string') return `${write(each.of)}[${each.key.value}]`;
      return '';
    };
    return write(expression);
  }

  private call(node: SyntaxNode, scope: Scope, target: string | undefined): void {
    if (this.calls.length >= mostCalls) {
      this.complete = false;
      return;
    }
    const callee = nameOf(node.firstChild, this.text, this.resolve);
    const list = node.getChild('ArgList');
    const { args, keywords } = argumentsOf(list, this.text, this.resolve);
    if (callee) this.calls.push({ ...this.source(node), callee, args, keywords, scope: scope.path });
    const read = environmentCall(callee, args, keywords);
    if (!read) return;
    const first = list ? childrenOf(list).find((word) => word.name !== '(' && word.name !== 'Comment') : undefined;
    const known = read.fallback ? undefined : this.scheme.get(read.name);
    this.environment.push({
      ...this.source(args.length > 0 && first ? first : node),
      ...read,
      ...(known && { fallback: known, required: false }),
      target: target ?? '',
    });
  }

  /** Fields of a class of settings, each a variable. */
  private settings(body: SyntaxNode, owner: string): void {
    const fields = body.getChildren('AssignStatement').flatMap((node): readonly (SettingsField & Source)[] => {
      const words = childrenOf(node);
      const [target] = words;
      if (target?.name !== 'VariableName') return [];
      const operator = words.findIndex((word) => word.name === 'AssignOp');
      const value = operator < 0 ? undefined : expressionOf(words[operator + 1] ?? null, this.text, this.resolve);
      return [{ ...this.source(node), name: this.slice(target), ...(value && { value }) }];
    });
    const prefix = settingsPrefix(fields);
    for (const field of fields) {
      const read = settingsRead(field, prefix);
      const { file, line, text } = field;
      if (read) this.environment.push({ file, line, text, ...read, target: `${owner}.${field.name}` });
    }
  }

  /** os.environ["X"] */
  private item(node: SyntaxNode, target: string | undefined): void {
    const expression = expressionOf(node, this.text, this.resolve);
    if (
      expression.kind !== 'item' ||
      expression.of.kind !== 'name' ||
      expression.of.name !== 'os.environ' ||
      expression.key.kind !== 'string'
    )
      return;
    // Assigning to it reads nothing; those stand left of an AssignOp and are not walked.
    const key = childrenOf(node).find((word) => /String$/.test(word.name));
    this.environment.push({
      // Over several lines, the one where the name stands.
      ...this.source(key && this.lineOf(key.from) !== this.lineOf(node.from) ? key : node),
      name: expression.key.value,
      required: true,
      target: target ?? '',
    });
  }

  private slice(node: SyntaxNode | null): string {
    return node ? this.text.slice(node.from, node.to) : '';
  }

  /** The line where a node begins; the text is what of the node stands in that line. */
  private source(node: SyntaxNode): Source {
    const line = this.lineOf(node.from);
    const end = this.lineStarts[line] ?? this.text.length + 1;
    return {
      file: this.place.file,
      line,
      text: this.text
        .slice(node.from, Math.min(node.to, end - 1))
        .trimEnd()
        .slice(0, 200),
    };
  }

  /** Counted from 1. */
  private lineOf(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}

const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);
