import type { ProcessLine } from '../model/facts';
import { isReadme } from '../facts/readme';

/** The place of a program in a command line, also as `…/venv/bin/gunicorn`, `python -m gunicorn` or behind `poetry run`; -1 for none. */
export const programAt = ({ argv }: ProcessLine, program: string): number =>
  ['pip', 'pip3', 'apt', 'apt-get', 'brew', 'systemctl', 'docker', 'git'].includes(argv[0]?.split('/').at(-1) ?? '')
    ? -1
    : argv.findIndex((word) => word === program || word.endsWith(`/${program}`));

/** What a README tells a person to type may be old; what a file says that a machine reads is not. */
export const nearness = ({ file }: ProcessLine, weight: number): number =>
  isProse(file) ? Math.min(2, weight) : weight;

/** Files that are written for people alone. */
export const isProse = (file: string): boolean => isReadme(file.split('/').at(-1) ?? file);
