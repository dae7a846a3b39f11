/**
 * Text in an instruction as Docker reads it back unchanged: it takes quotes off and fills in variables by itself.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export const dockerfileText = (text: string): string => text.replaceAll(/[\\$'"]/g, '\\$&');

/** A value of ENV, where a blank would end it. */
export const dockerfileValue = (text: string): string => dockerfileText(text).replaceAll(/\s/g, '\\$&');

/** COPY of files to a folder. Sources are patterns too (Go's filepath.Match); unusual names need the JSON form. */
export function copyLine(sources: readonly string[], target: string, options = ''): string {
  const words = [...sources, target];
  if (words.every((word) => /^[\w@%+=:,./-]+$/.test(word))) return `COPY ${options}${words.join(' ')}`;
  const patterns = sources.map((source) => dockerfileText(source).replaceAll('[', '[[]'));
  return `COPY ${options}${JSON.stringify([...patterns, dockerfileText(target)])}`;
}
