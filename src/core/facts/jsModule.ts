import type { SyntaxNode } from '@lezer/common';
import type { Expression, JsAssignment, JsCall, JsEnvironmentRead, JsModule } from '../model/nodeFacts';
import { environmentOf, isVariable, JsNames } from './jsNames';
import {
  argumentsOf,
  calleeOf,
  childrenOf,
  either,
  entryOf,
  expressionOf,
  isCast,
  isConversion,
  nameOf,
  propertyOf,
  requiredModule,
  unwrap,
  type Reading,
} from './jsExpression';
import { plain, type Around, exits, isFunction, isKnownGap, join, targetOf, typesOnly, wholeOf } from './jsShapes';
import { parseScript } from './jsTree';
import { JsPlaces } from './jsPlaces';

/** More calls in one file are generated code; each is reduced to an expression, which bounds the time for a file. */
const mostCalls = 10_000;
/** Syntax nodes that are visited in one file: some 300 KB of code. */
const mostNodes = 200_000;
/** Each link of a chain of calls takes two. */
const deepest = 400;

/**
 * Reads one file of JavaScript or TypeScript (.js, .jsx, .mjs, .cjs, .ts, .tsx, .mts, .cts). Never throws: what it does
 * not understand makes `complete` false.
 */
export function parseJsModule(file: string, text: string): JsModule {
  return new ModuleReader(file, text.replace(/^\uFEFF/, '')).read();
}

class ModuleReader {
  private readonly calls: JsCall[] = [];
  private readonly assignments: JsAssignment[] = [];
  private readonly environment: JsEnvironmentRead[] = [];
  private readonly places;
  private readonly names;
  private readonly reading: Reading;
  private complete = true;
  private visited = 0;

  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {
    this.places = new JsPlaces(file, text);
    this.names = new JsNames(text, (node) => this.places.of(node));
    this.reading = { text, resolve: (name) => this.names.resolve(name) };
  }

  read(): JsModule {
    const { tree, cut } = parseScript(this.file, this.text);
    if (cut) this.complete = false;
    this.walk(tree.topNode, { scope: '', target: '' }, 0);
    const { file, calls, assignments, environment, complete } = this;
    return { file, imports: this.names.imports, calls, assignments, environment, complete };
  }

  private walk(node: SyntaxNode, around: Around, depth: number): void {
    if (depth > deepest || ++this.visited > mostNodes) {
      this.complete = false;
      return;
    }
    if (typesOnly.has(node.name)) return;
    switch (node.name) {
      case '⚠':
        if (!isKnownGap(node)) this.complete = false;
        break;
      case 'ImportDeclaration':
        this.names.importDeclaration(node);
        break;
      case 'DynamicImport':
        this.names.unbound(node);
        return;
      case 'ExportDeclaration':
        this.export(node, around, depth);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression':
      case 'FunctionDeclaration': {
        const name = this.slice(node.getChild('VariableDefinition'));
        this.children(node, { scope: join(around.scope, name), target: '' }, depth);
        return;
      }
      case 'MethodDeclaration':
        this.children(node, { scope: join(around.scope, this.slice(this.definition(node))), target: '' }, depth);
        return;
      case 'PropertyDeclaration':
        this.field(node, around, depth);
        return;
      case 'ParamList':
        this.names.parameters(node);
        break;
      case 'Block':
        this.children(node, { scope: around.scope, target: '' }, depth);
        return;
      case 'VariableDeclaration':
        this.variables(node, around, depth);
        return;
      case 'AssignmentExpression':
        this.assignment(node, around, depth);
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.call(node, around, depth);
        return;
      case 'Property':
        this.property(node, around, depth);
        return;
      case 'MemberExpression':
        this.member(node, around);
        break;
      case 'IfStatement':
        this.condition(node, around, depth);
        return;
      case 'ConditionalExpression':
        this.choice(node, around, depth);
        return;
      case 'BinaryExpression':
        this.binary(node, around, depth);
        return;
      case 'PostfixExpression': {
        const sure = node.lastChild?.name === 'LogicOp';
        this.children(node, sure ? { ...around, required: true } : plain(around), depth);
        return;
      }
      case 'UnaryExpression': {
        const operator = this.slice(node.firstChild);
        if (operator !== 'delete') this.children(node, operator === '+' ? around : plain(around), depth);
        return;
      }
      case 'ParenthesizedExpression':
      case 'AwaitExpression':
      case 'PrefixCast':
        this.children(node, around, depth);
        return;
    }
    // Of `(process.env.X || 'a').split()`, the object is what has the fallback.
    this.children(node, node.name === 'MemberExpression' ? around : plain(around), depth);
  }

  private children(node: SyntaxNode, around: Around, depth: number): void {
    for (let child = node.firstChild; child && this.visited <= mostNodes; child = child.nextSibling)
      this.walk(child, around, depth + 1);
  }

  private export(node: SyntaxNode, around: Around, depth: number): void {
    const words = childrenOf(node);
    if (words.some((word) => word.name === 'from')) {
      this.names.reExport(node);
      return;
    }
    const group = node.getChild('ExportGroup');
    const parts = group ? childrenOf(group) : [];
    for (const [index, part] of parts.entries())
      if (part.name === 'as' && this.slice(parts[index + 1] ?? null) === 'default')
        this.assign(node, 'default', parts[index - 1] ?? null, around);
    if (group) return;
    const named = words[1]?.name === 'default' || words[1]?.name === 'Equals';
    const value = words[2];
    if (!named || !value) {
      this.children(node, around, depth);
      return;
    }
    const target = words[1]?.name === 'default' ? 'default' : 'module.exports';
    this.assign(node, target, value, around);
    for (const word of words.slice(2)) this.walk(word, { scope: around.scope, target }, depth + 1);
  }

  private variables(node: SyntaxNode, around: Around, depth: number): void {
    const words = childrenOf(node);
    for (const [index, word] of words.entries()) {
      if (word.name !== 'VariableDefinition' && !word.name.endsWith('Pattern')) continue;
      const typed = words[index + 1]?.name === 'TypeAnnotation' ? 1 : 0;
      if (typed) this.names.typed(this.slice(word), words[index + 1]);
      const value = words[index + typed + 1]?.name === 'Equals' ? (words[index + typed + 2] ?? null) : null;
      if (!value) continue;
      if (word.name === 'VariableDefinition') {
        const name = this.slice(word);
        const bound = this.names.required(word, value);
        const expression = this.assign(word, name, value, around);
        this.names.alias(name, expression, true);
        if (!bound) this.value(value, name, around, depth);
      } else {
        const bound = word.name === 'ObjectPattern' && this.pattern(word, value, around, depth);
        if (!bound) this.walk(value, { scope: around.scope, target: '' }, depth + 1);
      }
    }
  }

  /** `const { A, B: b = 1 } = value`; gives whether the value was an import, of which there is no more to say. */
  private pattern(pattern: SyntaxNode, value: SyntaxNode, around: Around, depth: number): boolean {
    const bound = this.names.required(pattern, value);
    const of = nameOf(value, this.reading);
    const via = environmentOf(of);
    for (const part of pattern.getChildren('PatternProperty')) {
      const words = childrenOf(part);
      const key = words[0];
      const local = words.find((word) => word.name === 'VariableDefinition');
      const equals = words.findIndex((word) => word.name === 'Equals');
      const initial = equals < 0 ? undefined : words[equals + 1];
      if (!key || !local || !['VariableDefinition', 'PropertyName', 'String'].includes(key.name)) continue;
      const name = key.name === 'String' ? this.slice(key).slice(1, -1) : this.slice(key);
      const fallback = initial && expressionOf(initial, this.reading);
      if (of) {
        const read: Expression = { kind: 'name', name: `${of}.${name}` };
        this.assignments.push({
          ...this.places.of(part),
          target: this.slice(local),
          value: fallback ? either([read, fallback]) : read,
          scope: around.scope,
        });
        if (!fallback) this.names.alias(this.slice(local), read, false);
      }
      if (via && isVariable(via, name))
        this.environment.push({
          ...this.places.of(part),
          name,
          ...(fallback && { fallback }),
          required: false,
          target: this.slice(local),
          via,
        });
      if (initial) this.walk(initial, { scope: around.scope, target: this.slice(local) }, depth + 1);
    }
    return bound;
  }

  private assignment(node: SyntaxNode, around: Around, depth: number): void {
    const [left, operator, value] = childrenOf(node);
    if (!left || !operator || !value) {
      this.children(node, plain(around), depth);
      return;
    }
    const target = targetOf(left, this.text);
    const updates = operator.name === 'UpdateOp' && ['??=', '||='].includes(this.slice(operator));
    if (updates)
      this.walk(left, { scope: around.scope, target, fallback: expressionOf(value, this.reading) }, depth + 1);
    else if (left.name === 'MemberExpression') {
      // Setting process.env.X reads nothing, but what it hangs on may be a call.
      if (left.firstChild) this.walk(left.firstChild, { scope: around.scope, target: '' }, depth + 1);
    } else if (left.name !== 'VariableName') this.walk(left, { scope: around.scope, target: '' }, depth + 1);
    if (target && (updates || operator.name === 'Equals')) {
      const expression = this.assign(node, target, value, around);
      if (left.name === 'VariableName' && this.names.required(left, value)) return;
      this.names.alias(target, expression, true);
    }
    this.value(value, target, around, depth);
  }

  /** Walks an assigned value; a function takes the name of its variable. */
  private value(value: SyntaxNode, target: string, around: Around, depth: number): void {
    const made = unwrap(value)?.name ?? '';
    const scope = isFunction(made) ? join(around.scope, target) : around.scope;
    this.walk(value, { scope, target }, depth + 1);
  }

  private assign(node: SyntaxNode, target: string, value: SyntaxNode | null, around: Around): Expression {
    const whole = target === 'default' || target === 'module.exports';
    const expression = whole ? wholeOf(value, this.reading) : expressionOf(value, this.reading);
    this.assignments.push({ ...this.places.of(node), target, value: expression, scope: around.scope });
    return expression;
  }

  private field(node: SyntaxNode, around: Around, depth: number): void {
    const words = childrenOf(node);
    const name = this.slice(this.definition(node));
    const annotation = node.getChild('TypeAnnotation');
    if (annotation) this.names.typed(`this.${name}`, annotation);
    const equals = words.findIndex((word) => word.name === 'Equals');
    const value = words[equals + 1];
    const before = equals < 0 ? words : words.slice(0, equals);
    for (const word of before) this.walk(word, { scope: around.scope, target: '' }, depth + 1);
    if (equals < 0 || !value) return;
    const owner = around.scope.split('.').at(-1) ?? '';
    const outer = around.scope.slice(0, Math.max(0, around.scope.length - owner.length - 1));
    this.assign(node, join(owner, name), value, { scope: outer, target: '' });
    const scope = isFunction(unwrap(value)?.name ?? '') ? join(around.scope, name) : around.scope;
    this.walk(value, { scope, target: join(owner, name) }, depth + 1);
  }

  private definition(node: SyntaxNode): SyntaxNode | null {
    return node.getChild('PropertyDefinition') ?? node.getChild('PrivatePropertyDefinition');
  }

  private property(node: SyntaxNode, around: Around, depth: number): void {
    const entry = entryOf(node, this.text);
    if (entry) {
      if (entry.value.name === 'PropertyDefinition') return;
      this.walk(entry.value, { scope: around.scope, target: join(around.target, entry.key) }, depth + 1);
      return;
    }
    const method = node.getChild('Block') ? this.slice(node.getChild('PropertyDefinition')) : '';
    this.children(node, { scope: join(around.scope, method), target: '' }, depth);
  }

  private call(node: SyntaxNode, around: Around, depth: number): void {
    if (requiredModule(node, this.text) !== undefined) {
      this.names.unbound(node);
      return;
    }
    if (this.calls.length >= mostCalls) {
      this.complete = false;
      return;
    }
    const called = calleeOf(node);
    const list = node.getChild('ArgList');
    const callee = nameOf(called, this.reading);
    const args = argumentsOf(list, this.reading);
    const source = this.places.ofCall(node, called);
    if (callee) this.calls.push({ ...source, callee, args, isNew: node.name === 'NewExpression', scope: around.scope });
    const read = this.names.configRead(callee, args);
    if (read) this.environment.push({ ...source, required: false, ...read, target: around.target });
    if (called) this.walk(called, around, depth + 1);
    const inside = isConversion(callee) ? around : plain(around);
    if (list) this.children(list, inside, depth + 1);
  }

  /** process.env.X */
  private member(node: SyntaxNode, around: Around): void {
    const property = propertyOf(node, this.text);
    if (property === undefined || !/^[A-Za-z_]\w*$/.test(property)) return;
    const of = node.firstChild;
    // Most members hang on something else: the name is looked up only where it can be an environment.
    if (of?.name !== 'VariableName' && of?.name !== 'MemberExpression') return;
    const via = environmentOf(nameOf(of, this.reading));
    if (!via || !isVariable(via, property)) return;
    const { fallback, required, target } = around;
    this.environment.push({
      ...this.places.of(node),
      name: property,
      ...(fallback && { fallback }),
      required: required === true && !fallback,
      target,
      via,
    });
  }

  /** `if (!process.env.X) throw ...`: the code fails without it. */
  private condition(node: SyntaxNode, around: Around, depth: number): void {
    const [, test, body, ...rest] = childrenOf(node);
    const before = this.environment.length;
    if (test) this.walk(test, plain(around), depth + 1);
    const first = body?.name === 'Block' ? childrenOf(body)[1] : body;
    if (
      test &&
      first &&
      (first.name === 'ThrowStatement' || exits(body, this.reading)) &&
      this.slice(test).startsWith('(!')
    )
      for (let index = before; index < this.environment.length; index++) {
        const read = this.environment[index];
        if (read) this.environment[index] = { ...read, required: !read.fallback };
      }
    for (const part of [body, ...rest]) if (part) this.walk(part, plain(around), depth + 1);
  }

  /** `process.env.X ? Number(process.env.X) : 3000` */
  private choice(node: SyntaxNode, around: Around, depth: number): void {
    const [test, , yes, , no] = childrenOf(node);
    const tested = test ? nameOf(test, this.reading) : '';
    const given = environmentOf(tested.slice(0, Math.max(0, tested.lastIndexOf('.')))) !== undefined;
    const inside = given && no ? { ...around, fallback: expressionOf(no, this.reading) } : plain(around);
    for (const part of [test, yes]) if (part) this.walk(part, inside, depth + 1);
    if (no) this.walk(no, around, depth + 1);
  }

  private binary(node: SyntaxNode, around: Around, depth: number): void {
    const [left, operator, right] = childrenOf(node);
    const written = this.slice(operator ?? null);
    if (!left || !right || !['||', '??'].includes(written)) {
      this.children(node, isCast(node) ? around : plain(around), depth);
      return;
    }
    const value = expressionOf(right, this.reading);
    const fallback = around.fallback ? either([value, around.fallback]) : value;
    this.walk(left, { ...around, fallback }, depth + 1);
    this.walk(right, around, depth + 1);
  }

  private slice(node: SyntaxNode | null): string {
    return node ? this.text.slice(node.from, node.to) : '';
  }
}
