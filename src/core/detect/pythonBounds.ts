import type { Requirement } from '../model/facts';
import type { RequirementBound } from '../model/stackModel';
import { compare } from './conclude';
import { compareVersions, upperBound } from './pythonCeilings';

const flask1 = ['flask<2', 'werkzeug<2', 'jinja2<3', 'itsdangerous<2', 'click<8', 'markupsafe<2.1'];
const flask21 = ['flask<2.2', 'werkzeug<2.1', 'jinja2<3.1', 'itsdangerous<2.1'];
const flask22 = ['flask<2.3', 'werkzeug<3'];
/** 82 has no pkg_resources: https://setuptools.pypa.io/en/latest/history.html. Before 3.12 it also was in every virtual environment. */
const pkgResources = ['setuptools<81'];

/**
 * What versions below the first of a pair (or every version) need and do not say, so that an installer takes releases that
 * were made later and break them. Each row was found by installing and importing it on Python 3.12, with and without its
 * bounds, in November 2026; Flask 1's are those of its last release, 1.1.4.
 */
const forgotten: Readonly<
  Record<string, readonly (readonly [below: string | undefined, bounds: readonly string[]])[]>
> = {
  apscheduler: [['3.11', pkgResources]],
  'djangorestframework-simplejwt': [['5.3', pkgResources]],
  flask: [
    ['2', flask1],
    ['2.2.5', ['werkzeug<3']],
  ],
  'flask-admin': [['1.6', [...flask21, 'wtforms<3']]],
  'flask-babel': [['3', flask22]],
  'flask-caching': [['2', pkgResources]],
  'flask-jwt-extended': [['4', [...flask1, 'pyjwt<2']]],
  'flask-limiter': [['2', [...flask22, ...pkgResources, 'limits<3']]],
  'flask-login': [
    ['0.6', flask21],
    ['0.6.3', ['werkzeug<3']],
  ],
  'flask-marshmallow': [['1', [...pkgResources, 'marshmallow<4']]],
  'flask-mongoengine': [[undefined, flask22]],
  'flask-restplus': [[undefined, [...flask1, 'werkzeug<1']]],
  'flask-restx': [
    ['1', ['flask<2.2', 'werkzeug<2.2']],
    ['1.2', ['flask<3', 'werkzeug<3']],
  ],
  'flask-script': [[undefined, flask1]],
  'flask-socketio': [
    ['5', [...flask21, 'python-socketio<5', 'python-engineio<4']],
    ['5.3', flask22],
  ],
  'flask-sqlalchemy': [
    ['2.5', [...flask21, 'sqlalchemy<1.4']],
    ['3', [...flask22, 'sqlalchemy<2']],
  ],
  'flask-uploads': [[undefined, [...flask1, 'werkzeug<1']]],
  'flask-wtf': [
    ['1', flask21],
    ['1.2', flask22],
  ],
  gunicorn: [['21', pkgResources]],
  jinja2: [['3', ['markupsafe<2.1']]],
  'marshmallow-sqlalchemy': [['1', [...pkgResources, 'marshmallow<4']]],
  passlib: [[undefined, ['bcrypt<5']]],
};

/**
 * Requirements to add to those of the manifests, one for each distribution, the strictest where several ask for one. What
 * the author bounds himself is left to him.
 */
export function forgottenBounds(requirements: readonly Requirement[]): readonly RequirementBound[] {
  const found = new Map<string, RequirementBound>();
  for (const requirement of requirements.filter(({ marker }) => marker === '')) {
    for (const text of [...boundsOf(requirement), ...transportOf(requirement, requirements)]) {
      const [name = '', version] = text.split('<');
      if (requirements.some((own) => own.name === name && (version === undefined || own.specifier !== ''))) continue;
      const known = found.get(name)?.specifier.split('<')[1];
      if (known !== undefined && version !== undefined && compareVersions(known, version) <= 0) continue;
      const { file, line } = requirement;
      const reason = `${requirement.name} ${requirement.specifier}`.trim();
      found.set(name, {
        specifier: text,
        reason: version === undefined ? `${reason} imports it unasked` : `${reason} breaks with newer ones`,
        evidence: [{ file, line, text: requirement.text, reason: `${file} lists ${requirement.name}`, weight: 1 }],
      });
    }
  }
  return [...found.values()].sort((a, b) => compare(a.specifier, b.specifier));
}

function boundsOf({ name, specifier }: Requirement): readonly string[] {
  const bound = upperBound(specifier);
  const row = (forgotten[name] ?? []).find(
    ([below]) => below === undefined || (bound && compareVersions(bound.version, below) < (bound.inclusive ? 0 : 1)),
  );
  return (row?.[1] ?? []).filter((text) => !text.startsWith(`${name}<`));
}

/**
 * Since kombu 5.7 its Redis transport imports packaging, which kombu's own extra brings and the newest Celery's extra asks
 * for; older ones, and a plain `redis` beside Celery, do not: https://pypi.org/pypi/kombu/json.
 */
function transportOf({ name, extras, specifier }: Requirement, all: readonly Requirement[]): readonly string[] {
  if (name !== 'celery') return [];
  const byExtra = extras.includes('redis');
  const bare = !byExtra && all.some((each) => each.name === 'redis');
  return bare || (byExtra && upperBound(specifier)) ? ['packaging'] : [];
}
