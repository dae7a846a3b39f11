import ignore from 'ignore';

/**
 * The lines of `wanted` that `existing` lacks, comments directly over one with it. In ignore files a rule that another rule
 * already covers is not missing; in .env.example a variable that is listed, commented out or not, is not.
 */
export function missingLines(path: string, existing: string, wanted: string): readonly string[] {
  const has = path.endsWith('.env.example') ? hasVariable(existing) : hasRule(existing);
  const found: string[] = [];
  let comments: string[] = [];
  for (const line of wanted.trimEnd().split('\n')) {
    const rule = line.trim();
    const commented = /^#\s*([A-Za-z_]\w*)=\s*$/.test(rule);
    if (rule === '') comments = [];
    else if (rule.startsWith('#') && !commented) comments.push(line);
    else {
      if (!has(rule)) found.push(...comments, line);
      comments = [];
    }
  }
  return found;
}

function hasVariable(existing: string): (line: string) => boolean {
  const names = new Set([...existing.matchAll(/^\s*#?\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/gm)].map((match) => match[1]));
  return (line) => names.has(/^#?\s*([A-Za-z_]\w*)=/.exec(line)?.[1]);
}

function hasRule(existing: string): (line: string) => boolean {
  const lines = new Set(existing.split(/\r?\n/).map((line) => line.trim()));
  const rules = ignore().add(existing);
  return (line) => {
    // Asking works for plain names only, and tells `.env/` (folders alone) and `!.env` from `.env`. Patterns are compared as text.
    if (/^\w[\w.-]*\/?$|^\.\w[\w.-]*\/?$/.test(line)) return rules.ignores(line);
    return lines.has(line) || lines.has(`/${line}`);
  };
}
