/** Every command that package.json declares: its id and the title that follows "Drydock: ". */
export const commands = {
  dockerize: { id: 'drydock.dockerize', title: 'Dockerize This Repo' },
  up: { id: 'drydock.up', title: 'Up' },
  down: { id: 'drydock.down', title: 'Down' },
  openInBrowser: { id: 'drydock.openInBrowser', title: 'Open in Browser' },
  undo: { id: 'drydock.undo', title: 'Undo' },
  containerLogs: { id: 'drydock.containerLogs', title: 'Container Logs' },
  containerShell: { id: 'drydock.containerShell', title: 'Container Shell' },
  maintenanceOn: { id: 'drydock.maintenanceOn', title: 'Maintenance On' },
  maintenanceOff: { id: 'drydock.maintenanceOff', title: 'Maintenance Off' },
  refresh: { id: 'drydock.refresh', title: 'Refresh' },
  reviewAccept: { id: 'drydock.review.accept', title: 'Write These Files' },
  reviewCancel: { id: 'drydock.review.cancel', title: 'Cancel, Write Nothing' },
  reviewShowAll: { id: 'drydock.review.showAll', title: 'Show All Changes' },
} as const satisfies Record<string, { readonly id: string; readonly title: string }>;

export type CommandId = (typeof commands)[keyof typeof commands]['id'];
