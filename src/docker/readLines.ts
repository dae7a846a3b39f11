/** Longest line that is kept, in characters; what is longer is cut into pieces, so that memory stays bounded. */
const longest = 1_000_000;

/** The lines of a stream of UTF-8 text, without their ends, as they become complete; empty ones are left out. */
export async function* readLines(stream: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    rest += chunk instanceof Uint8Array ? decoder.decode(chunk, { stream: true }) : String(chunk);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longest) {
      lines.push(rest);
      rest = '';
    }
    yield* lines.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}
