import type { Conclusion } from './evidence';

/** One value of a plan with the reason for it, as `drydock explain` gives it. */
export interface PlanValue extends Conclusion<string> {
  /** As drydock.yml writes it, dotted: 'apps.web.port'. Unique in a plan. */
  readonly name: string;
  /** True: drydock.yml may decide otherwise under this name. */
  readonly settable: boolean;
}
