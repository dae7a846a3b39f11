import { parser } from '@lezer/html';
import type { Source } from '../model/facts';
import type { HtmlPage } from '../model/htmlFacts';
import { folderOf } from '../model/paths';
import { lineNumbers } from './lineNumbers';

/** Characters that are looked at: what a page is stands at its top. */
const longest = 64 * 1024;

const telling = new Set(['html', 'head', 'title', 'body']);

/** Reads an index.html; never fails, since every text is a page to a browser. */
export function parseHtmlPage(file: string, whole: string): HtmlPage {
  const text = whole.slice(0, longest);
  const lines = text.split(/\r?\n/);
  const lineOf = lineNumbers(text).at;
  const source = (offset: number): Source => {
    const line = lineOf(offset);
    return { file, line, text: (lines[line - 1] ?? '').trim().slice(0, 200) };
  };
  const marks = new Map<number, Source>();
  const scripts: (Source & { from: string })[] = [];
  // Jekyll and its like begin with front matter.
  let template = lines[0] === '---' ? source(0) : undefined;
  let tag = '';
  let attribute = '';
  const cursor = parser.parse(text).cursor();
  do {
    const written = text.slice(cursor.from, cursor.to);
    switch (cursor.name) {
      case 'DoctypeDecl':
        marks.set(lineOf(cursor.from), source(cursor.from));
        break;
      case 'TagName':
        tag = written.toLowerCase();
        if (telling.has(tag) && !marks.has(lineOf(cursor.from))) marks.set(lineOf(cursor.from), source(cursor.from));
        break;
      case 'AttributeName':
        attribute = written.toLowerCase();
        break;
      case 'AttributeValue':
      case 'UnquotedAttributeValue':
        if (tag === 'script' && attribute === 'src')
          scripts.push({ ...source(cursor.from), from: written.replaceAll(/^["']|["']$/g, '') });
        // Frameworks of the browser have {{ }} in texts; in an address only a server fills it in.
        if ((attribute === 'src' || attribute === 'href') && written.includes('{{')) template ??= source(cursor.from);
        if (isTemplate(written)) template ??= source(cursor.from);
        break;
      case 'Text':
      case 'ProcessingInst':
        if (isTemplate(written)) template ??= source(cursor.from + Math.max(0, written.search(/\{%|%=?\s|<\?php/)));
        break;
    }
  } while (cursor.next());
  const found = [...marks.values()].sort((a, b) => a.line - b.line);
  return {
    ...(found[0] ?? source(0)),
    folder: folderOf(file),
    marks: found,
    ...(template && { template }),
    scripts,
  };
}

/** Statements of Jinja, Django, Twig and Liquid, of EJS and ERB (the parser takes their `<` apart), of PHP. */
const isTemplate = (text: string): boolean => /\{%-?\s*\w[\s\S]*?%\}|^%[=-]?[\s\S]*?%>|^<\?(php|=)/.test(text);
