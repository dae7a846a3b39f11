import type { Templates } from '../dockerize';
import type { AuthoredPlan } from '../model/authoredPlan';
import type { Plan } from '../model/plan';
import { urlsOf, why } from './readme';
import { mainService, routesOf } from './render';
import { fill, templateOf } from './template';

/** README-DOCKER.md for the author's services: which they are, how they are reached, what was added. */
export function renderAuthoredReadme(plan: Plan, authored: AuthoredPlan, templates: Templates): string {
  const files = plan.compose.merged.slice(0, -1);
  return fill(templateOf(templates, 'project/README-AUTHORED.md'), {
    slug: plan.slug,
    overrides: authored.overrides,
    hasGuarded: authored.services.some(({ guards }) => guards.length > 0),
    authorFiles: files.map((file) => `\`${file}\``).join(', '),
    composeFile: plan.compose.file,
    authorCommand: files.map((file) => ` -f ${file}`).join(''),
    reason: why(plan.basis),
    mainService: mainService(plan),
    urls: routesOf(plan).map(({ name, route }) => ({ name, url: urlsOf(plan, route).join(', ') })),
    containers: authored.services.map(({ name, title, role, port, published }) => ({
      name,
      title: cell(title),
      port: cell(port?.value ?? ''),
      closed: cell(published.join(', ')),
      why: cell(why(role)),
    })),
  });
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/[\r\n]+/g, ' ');
