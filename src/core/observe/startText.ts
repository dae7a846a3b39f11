import type { AnsweredApp, Correction } from '../model/observation';

/** 'http://portal.localhost  200 OK' */
export const answerText = ({ url, answer }: Pick<AnsweredApp, 'url' | 'answer'>): string =>
  `${url}  ${answer.kind === 'page' ? 'maintenance is on' : `${answer.status} ${answer.text}`.trim()}`;

/** What was corrected, what was planned before, and what was seen. */
export const correctionLines = ({ app, planned, address, seen }: Correction): readonly string[] => [
  `corrected ${app}: port ${address.port}${address.loopback ? ` of ${address.loopback}, opened to the router` : ''}`,
  `  planned  port ${planned}, reached from other containers`,
  `  seen     ${seen}`,
];

/** What a person should know of an answer: the reason of an error, or that a 404 is the app's own. */
export function answerNotes({ answer, diagnosis }: AnsweredApp): readonly string[] {
  if (!diagnosis)
    return answer.kind === 'answer' && answer.status === 404 ? ['  the app itself answers: it has no page at /'] : [];
  const { message, next, file, line } = diagnosis;
  const place = file ? ` (${[file, line].filter(Boolean).join(':')})` : '';
  return [`  ${message}${place}`, `  next: ${next}`];
}
