// Compares what Drydock planned with the right answers of test/practice/expected.yml; types in grade.d.mts.

/** The questions that an answer can get right or wrong, in the order in which they are reported. */
export const questions = ['stack', 'manager', 'port', 'start'];

/**
 * Pairs every expected app with the one that was found for it and grades each question that the answer speaks of.
 * An app that was not found gets every question wrong; one that nobody expected is named, since it is wrong too.
 */
export function gradeApps(expected, found) {
  const left = [...found];
  const apps = expected.map((app) => {
    const candidates = left.filter((candidate) => isSameApp(app, candidate));
    const match = candidates.find((candidate) => accepts(app.start, candidate, 'start')) ?? candidates[0];
    if (match) left.splice(left.indexOf(match), 1);
    const asked = questions.filter((question) => app[question] !== undefined);
    return {
      expected: app,
      ...(match && { found: match }),
      right: Object.fromEntries(
        asked.map((question) => [question, match !== undefined && accepts(app[question], match, question)]),
      ),
    };
  });
  return { apps, unexpected: left.filter(({ serves }) => serves === 'http') };
}

/**
 * Whether the planned services are the needed ones: none is missing and none is there that is neither needed nor
 * optional.
 */
export function gradeServices({ services, optional = [] }, found) {
  return (
    services.every((service) => found.includes(service)) &&
    found.every((service) => services.includes(service) || optional.includes(service))
  );
}

const isSameApp = (expected, found) =>
  expected.service !== undefined
    ? found.service === expected.service
    : found.path === expected.path && (found.stack === expected.stack || isOnlyServer(expected, found));

/** A server in the right folder that was taken for another framework is that app, with a wrong answer. */
const isOnlyServer = (expected, found) => expected.port !== undefined && found.serves === 'http';

function accepts(accepted, found, question) {
  const values = [accepted].flat();
  return question === 'start' ? values.some((piece) => found.start.includes(piece)) : values.includes(found[question]);
}
