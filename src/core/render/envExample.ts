import type { Plan, PlannedVariable } from '../model/plan';
import { oneLine } from './shellWords';

const headings: Readonly<Record<PlannedVariable['group'], string>> = {
  project: '# --- This project in Docker',
  app: '# --- What the code reads',
  services: '# --- Backing services',
};

/** .env.example: every variable with its reason, no secret value; what docker-compose.yml sets is listed as a comment. */
export function renderEnvExample(plan: Plan): string {
  const lines = [
    '# ops/up.sh copies this to .env (ignored by git) and fills in the secrets. Values stand as they are: no quotes.',
  ];
  for (const group of ['project', 'app', 'services'] as const) {
    const members = plan.variables.filter((variable) => variable.group === group);
    if (members.length === 0) continue;
    lines.push('', headings[group]);
    for (const variable of members) {
      lines.push(`# ${oneLine(variable.comment)}`);
      lines.push(variable.value === undefined ? `# ${variable.name}=` : `${variable.name}=${variable.value}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
