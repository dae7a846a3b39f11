// Writes src/core/detect/pythonWheels.ts from PyPI's JSON API (https://docs.pypi.org/api/json/): since which version a
// distribution has a Linux wheel for each Python. Run it when a new Python comes out.
/* global fetch */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from './install.mjs';

const pythons = ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'];
/** Distributions with compiled code that fail or take minutes to build from source, by how often projects pin them. */
const names = `aiohttp asyncpg blis bottleneck cffi cftime contourpy cymem duckdb fiona frozenlist gevent
greenlet grpcio h5py hiredis httptools kiwisolver levenshtein llvmlite lxml lz4 matplotlib msgpack multidict murmurhash
netcdf4 numba numexpr numpy onnxruntime opencv-python orjson pandas pillow preshed psycopg-binary psycopg2-binary pyarrow
pycurl pydantic-core pymssql pyodbc pyproj pywavelets pyyaml pyzmq rapidfuzz rasterio regex reportlab rpds-py
ruamel-yaml-clib scikit-image scikit-learn scipy sentencepiece shapely spacy srsly statsmodels tables tensorflow thinc
tokenizers torch torchvision ujson uvloop watchfiles wrapt yarl zstandard`.split(/\s+/);

const numbers = (version) => version.split(/\D+/).filter(Boolean).map(Number);
function compare(a, b) {
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++)
    if ((left[index] ?? 0) !== (right[index] ?? 0)) return (left[index] ?? 0) - (right[index] ?? 0);
  return 0;
}

/**
 * Whether a compiled wheel installs on a Python on 64-bit Linux with glibc: by its own tag or by an older stable ABI. A
 * pure one does not count: what was pure long ago says nothing about the compiled versions since.
 */
function installs(file, python) {
  const [, tags] = /-((?:cp|py)[\d.a-z]+-[\w]+-[\w.]+)\.whl$/.exec(file) ?? [];
  if (!tags) return false;
  const [interpreter, abi, platform] = tags.split('-');
  if (platform !== 'any' && !/(manylinux|linux).*x86_64/.test(platform)) return false;
  const minor = Number(python.split('.')[1]);
  return interpreter.split('.').some((each) => {
    if (each === `cp3${minor}`) return abi !== `cp3${minor}t`;
    const stable = /^cp3(\d+)$/.exec(each);
    if (stable && abi === 'abi3') return Number(stable[1]) <= minor;
    return false;
  });
}

const rows = {};
for (const name of names) {
  const answer = await fetch(`https://pypi.org/pypi/${name}/json`);
  if (!answer.ok) {
    console.error(`${name}: ${answer.status}`);
    continue;
  }
  const { releases } = await answer.json();
  const versions = Object.keys(releases)
    .filter((version) => /^[\d.]+$/.test(version))
    .sort(compare);
  rows[name] = pythons.map(
    (python) => versions.find((version) => releases[version].some(({ filename }) => installs(filename, python))) ?? '',
  );
}
const file = join(root, 'src/core/detect/pythonWheels.ts');
const text = `/** The Pythons of the columns below. */
export const wheelPythons = ${JSON.stringify(pythons)} as const;

/**
 * The version since which a distribution has had a wheel for each of these Pythons on Linux, '' for not yet; from
 * https://pypi.org/pypi/NAME/json on ${new Date().toISOString().slice(0, 10)}. Written by scripts/python-wheels.mjs.
 */
export const firstWheels: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(rows)};
`;
writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: 'typescript' }));
