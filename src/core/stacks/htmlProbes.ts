import type { Evidence } from '../model/evidence';
import type { RepoFacts } from '../model/facts';
import { at } from './probes';

/** The lines that make a file a page of HTML; none where it is not there. */
export const pageMarks = (facts: RepoFacts, file: string, weight: number): readonly Evidence[] =>
  facts.pages
    .filter((page) => page.file === file)
    .flatMap(({ marks }) => marks.map((mark) => at(mark, `${file} is a page`, weight)));
