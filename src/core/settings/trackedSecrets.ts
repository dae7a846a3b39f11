import { setVariable } from '../facts/setVariable';
import { ok, type Result } from '../model/failure';
import { settingsFile, type Settings, type Texts } from '../model/settings';
import { refuse } from './chosen';

/** What no secret is, whatever its name: PASSWORD_MIN_LENGTH: 12, TOKEN_CHECK: true. */
const harmless = /^(true|false|on|off|yes|no|none|\d{1,5})$/i;

/**
 * drydock.yml and what is made from it are tracked by git: fails with 'settings-invalid' for what is secret by its name. Every container
 * gets what stands in .env, so that nothing is lost.
 */
export function refuseSecrets(settings: Settings): Result<void> {
  const { environment, apps } = settings.values;
  const texts: readonly (readonly [string, Texts])[] = [
    ['environment', environment ?? {}],
    ...Object.entries(apps ?? {}).map(
      ([name, app]) => [`apps.${name}.environment`, app?.environment ?? {}] as readonly [string, Texts],
    ),
  ];
  for (const [path, variables] of texts)
    for (const [name, value] of Object.entries(variables)) {
      if (value === '' || value.includes('${') || harmless.test(value)) continue;
      if (setVariable({ file: settingsFile, line: 1, text: '' }, name, value).value === value) continue;
      return refuse(
        settings,
        `${path}.${name}`,
        `${name} is a secret by its name, and ${settingsFile} is tracked by git.`,
        `Write ${name}=… into .env, which every container gets, and take it out here.`,
      );
    }
  return ok(undefined);
}
