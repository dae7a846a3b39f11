/** The view container in the activity bar and the views in it. */
export const viewContainer = 'drydock';

export const views = {
  review: { id: 'drydock.review', name: 'Review' },
  projects: { id: 'drydock.projects', name: 'Projects' },
} as const satisfies Record<string, { readonly id: string; readonly name: string }>;
