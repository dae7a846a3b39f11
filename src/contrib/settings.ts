/** Settings with their defaults, by the name below `drydock.`. */
export const settings = {
  notifications: { id: 'drydock.notifications', default: true },
  statusBar: { id: 'drydock.statusBar', default: true },
  infraFolder: { id: 'drydock.infraFolder', default: '~/docker-infra' },
} as const satisfies Record<string, { readonly id: string; readonly default: unknown }>;
