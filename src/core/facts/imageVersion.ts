import type { PythonVersion } from '../model/facts';

/** Names of images whose tag is Python's version: the official one, and the editor's. */
const named = /(?:^|\/)(?:python|cpython|pypy-python)$/;

/**
 * The Python of a Dockerfile's FROM lines: `python:3.11-slim`, `python:${VERSION}` with the ARG's default, and tags of other
 * images that name it ('uv:python3.12-bookworm'). The first one that says it. https://docs.docker.com/reference/dockerfile/#from
 */
export function parseImageVersion(file: string, text: string): readonly PythonVersion[] {
  const defaults = new Map<string, string>();
  for (const [index, raw] of text
    .slice(0, 256 * 1024)
    .split(/\r?\n/)
    .entries()) {
    const words = raw.trim().slice(0, 500).split(/\s+/);
    const instruction = words[0]?.toUpperCase();
    if (instruction === 'ARG')
      for (const word of words.slice(1)) {
        const at = word.indexOf('=');
        if (at > 0) defaults.set(word.slice(0, at), word.slice(at + 1).replaceAll(/["']/g, ''));
      }
    if (instruction !== 'FROM') continue;
    const image = (words.slice(1).find((word) => !word.startsWith('--')) ?? '').replaceAll(
      /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
      (_, braced: string | undefined, otherwise: string | undefined, plain: string | undefined) =>
        defaults.get(braced ?? plain ?? '') ?? otherwise ?? '',
    );
    const colon = image.lastIndexOf(':');
    const [name, tag] = colon > image.lastIndexOf('/') ? [image.slice(0, colon), image.slice(colon + 1)] : [image, ''];
    const specifier =
      (named.test(name) ? /^(?:\d-)?(\d\.\d+(?:\.\d+)?)/.exec(tag)?.[1] : undefined) ??
      /python-?(3\.\d+)/.exec(tag)?.[1];
    if (specifier !== undefined)
      return [{ file, line: index + 1, text: raw.trim().slice(0, 200), specifier, kind: 'image' }];
  }
  return [];
}
