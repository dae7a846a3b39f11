import { failed, ok } from '../../core/model/failure';
import { runScript } from '../../host/scripts';
import { folderOf } from '../target';
import { defineVerb } from '../verb';

/** `drydock maintenance on|off`: the maintenance page instead of the app, at once. */
export const maintenance = defineVerb({
  name: 'maintenance',
  usage: 'maintenance on|off [PATH]',
  summary: 'show the maintenance page (503), or serve again',
  options: {},
  help: {},
  async run(context, _values, [state, ...rest]) {
    if (state !== 'on' && state !== 'off')
      return failed({ code: 'usage', message: 'Say on or off.', next: 'drydock maintenance on [PATH]' });
    const done = await runScript(folderOf(context, rest), `ops/maintenance-${state}.sh`, [], {
      signal: context.signal,
      env: context.env,
    });
    return done.ok ? ok({ data: { maintenance: state === 'on' }, lines: [done.value.trim()] }) : done;
  },
});
