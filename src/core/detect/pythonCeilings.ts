import type { Requirement } from '../model/facts';
import { firstWheels, wheelPythons } from './pythonWheels';

/** The newest Python on which the newest version that a requirement allows still runs. */
export interface Ceiling {
  readonly python: string;
  readonly requirement: Requirement;
  readonly reason: string;
}

/**
 * Versions below the first of a pair run on the second at most. Django: https://docs.djangoproject.com/en/dev/faq/install/;
 * Celery: its release notes ("Supported Python Versions"); pydantic: 1.10.16 follows a change of typing in 3.12.4; aioredis
 * derives a class from two that are one since 3.11; eventlet: 0.34 for 3.12; MarkupSafe 1 has wheels up to 3.9 and no build
 * with today's setuptools; the others import names from `collections` that 3.10 has removed.
 */
const stated: Readonly<Record<string, readonly (readonly [below: string, python: string])[]>> = {
  aioredis: [['3', '3.10']],
  celery: [
    ['5', '3.8'],
    ['5.2', '3.9'],
    ['5.3', '3.11'],
  ],
  django: [
    ['3.2', '3.9'],
    ['4.1', '3.10'],
    ['4.2', '3.11'],
    ['5.1', '3.12'],
    ['5.2', '3.13'],
  ],
  eventlet: [['0.34', '3.11']],
  'flask-restplus': [['1', '3.9']],
  jinja2: [['2.11', '3.9']],
  markupsafe: [['2', '3.9']],
  pydantic: [['1.10.16', '3.11']],
  sqlalchemy: [['1.3', '3.9']],
  werkzeug: [['0.15', '3.9']],
};

/** The ceiling that a requirement sets; undefined when it runs on every Python, or nothing is known of it. */
export function ceilingOf(requirement: Requirement): Ceiling | undefined {
  const { name, specifier, marker } = requirement;
  const bound = upperBound(specifier);
  if (!bound || marker !== '') return undefined;
  const isBelow = (version: string) => compareVersions(bound.version, version) < (bound.inclusive ? 0 : 1);
  const pair = stated[name]?.find(([below]) => isBelow(below));
  if (pair)
    return { requirement, python: pair[1], reason: `${name} ${specifier} runs on Python ${pair[1]} at the newest` };
  const firsts = firstWheels[name];
  if (!firsts || compareVersions(bound.version, firsts.find((each) => each !== '') ?? '') < 0) return undefined;
  const missing = firsts.findIndex((first, index) => index > 0 && (first === '' || isBelow(first)));
  const python = wheelPythons[missing - 1];
  if (!python) return undefined;
  return {
    requirement,
    python,
    reason: `${name} ${specifier} has no wheel for Python ${wheelPythons[missing] ?? ''} or newer`,
  };
}

/** What PEP 440's clauses leave at the top, https://peps.python.org/pep-0440/#version-specifiers; Poetry's '^' and '~' too. */
export function upperBound(specifier: string): { readonly version: string; readonly inclusive: boolean } | undefined {
  const bounds = specifier.split(',').flatMap((clause) => {
    const [, operator = '', version = ''] = /^\s*(===?|~=|<=|<|\^|~)\s*v?(\d+(?:\.\d+)*)/.exec(clause) ?? [];
    const parts = version.split('.').map(Number);
    const next = (index: number) => [...parts.slice(0, index), (parts[index] ?? 0) + 1].join('.');
    const wildcard = /\.\*\s*$/.test(clause);
    switch (operator) {
      case '==':
      case '===':
        return [wildcard ? { version: next(parts.length - 1), inclusive: false } : { version, inclusive: true }];
      case '<=':
        return [{ version, inclusive: true }];
      case '<':
        return [{ version, inclusive: false }];
      case '~=':
        return [{ version: next(Math.max(0, parts.length - 2)), inclusive: false }];
      case '~':
        return [{ version: next(Math.min(1, parts.length - 1)), inclusive: false }];
      case '^':
        return [
          {
            version: next(
              Math.max(
                0,
                parts.findIndex((part) => part > 0),
              ),
            ),
            inclusive: false,
          },
        ];
      default:
        return [];
    }
  });
  return bounds.sort((a, b) => compareVersions(a.version, b.version))[0];
}

/** Numbers of a version, one after another; what is shorter is filled with zeros. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
