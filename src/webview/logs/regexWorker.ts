import type { RegexMatcher } from '../../core/logs/filteredRows';

/** Milliseconds for a slice of rows. A good expression needs a hundredth of it. */
const patience = 2000;

/** Runs in the worker; as a text, since the page may load nothing else. */
const program = `onmessage = ({ data: { source, texts } }) => {
  const regex = new RegExp(source, 'iu');
  postMessage(texts.map((text) => regex.test(text)));
};`;

/**
 * Matches a regular expression in a worker of its own: there is no other way to stop one that would take for ever. One call at a time.
 */
export function regexMatcher(): RegexMatcher {
  let worker: Worker | undefined;
  const start = (): Worker => {
    const url = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
    const made = new Worker(url);
    URL.revokeObjectURL(url);
    return made;
  };
  return (source, texts) =>
    new Promise((resolve) => {
      const asked = (worker ??= start());
      const stop = (): void => {
        asked.terminate();
        worker = undefined;
        resolve(undefined);
      };
      const timer = setTimeout(stop, patience);
      asked.onerror = () => {
        clearTimeout(timer);
        stop();
      };
      asked.onmessage = ({ data }: MessageEvent<readonly boolean[]>) => {
        clearTimeout(timer);
        resolve(data);
      };
      asked.postMessage({ source, texts });
    });
}
