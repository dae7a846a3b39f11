import type { SyntaxNode } from '@lezer/common';
import type { Source } from '../model/facts';
import { lineNumbers } from './lineNumbers';

/** Turns nodes of one file into places. */
export class JsPlaces {
  private readonly lines;

  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {
    this.lines = lineNumbers(text);
  }

  /** For a chain over several lines, the line with the name of what is called. */
  ofCall(node: SyntaxNode, called: SyntaxNode | null): Source {
    const property = called?.name === 'MemberExpression' ? called.lastChild : null;
    if (!property || this.lines.at(property.from) === this.lines.at(node.from)) return this.of(node);
    return this.of(property, node.to);
  }

  /** The line where a node begins; the text is what of the node stands in that line. */
  of(node: { readonly from: number; readonly to: number }, to = node.to): Source {
    const line = this.lines.at(node.from);
    return {
      file: this.file,
      line,
      text: this.text.slice(node.from, Math.min(to, this.lines.end(line), node.from + 200)).trimEnd(),
    };
  }
}
