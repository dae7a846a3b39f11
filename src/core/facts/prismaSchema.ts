import type { PrismaDatasource } from '../model/nodeFacts';

/**
 * The datasource blocks of a Prisma schema; a block's lines hold one setting each, and comments begin with //.
 * https://www.prisma.io/docs/orm/reference/prisma-schema-reference#datasource
 */
export function parsePrismaSchema(file: string, text: string): readonly PrismaDatasource[] {
  const found: PrismaDatasource[] = [];
  let block: { provider?: Omit<PrismaDatasource, 'urls'>; urls: PrismaDatasource['urls'] } | undefined;
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const line = whole.slice(0, 1000).trim();
    const source = { file, line: index + 1, text: line.slice(0, 200) };
    if (/^datasource\s+\w+\s*\{/.test(line)) block = { urls: [] };
    if (!block) continue;
    const setting = /^(provider|url|directUrl)\s*=\s*(env\()?\s*"([^"]*)"/.exec(line);
    const [, key, variable, value = ''] = setting ?? [];
    if (key === 'provider') block.provider = { ...source, provider: value };
    if (key?.toLowerCase().endsWith('url'))
      block.urls = [...block.urls, { ...source, ...(variable ? { variable: value } : { value }) }];
    if (!line.startsWith('}')) continue;
    if (block.provider) found.push({ ...block.provider, urls: block.urls });
    block = undefined;
  }
  return found;
}
