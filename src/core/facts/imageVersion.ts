import type { Dockerfile } from '../model/dockerFacts';
import type { PythonVersion } from '../model/facts';

/** Names of images whose tag is Python's version: the official one, and the editor's. */
const named = /(?:^|\/)(?:python|cpython|pypy-python)$/;

/**
 * The Python of a Dockerfile's FROM lines: `python:3.11-slim`, and tags of other images that name it ('uv:python3.12-bookworm').
 * The first one that says it. https://docs.docker.com/reference/dockerfile/#from
 */
export function imageVersion({ stages }: Dockerfile): readonly PythonVersion[] {
  for (const { file, line, text, from } of stages) {
    const colon = from.lastIndexOf(':');
    const [name, tag] = colon > from.lastIndexOf('/') ? [from.slice(0, colon), from.slice(colon + 1)] : [from, ''];
    const specifier =
      (named.test(name) ? /^(?:\d-)?(\d\.\d+(?:\.\d+)?)/.exec(tag)?.[1] : undefined) ??
      /python-?(3\.\d+)/.exec(tag)?.[1];
    if (specifier !== undefined) return [{ file, line, text, specifier, kind: 'image' }];
  }
  return [];
}
