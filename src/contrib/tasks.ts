/** Type of Drydock's tasks, as tasks.json names it. */
export const taskType = 'drydock';

/** Scripts of ops/ that are tasks, and what each does. package.json lists them too. */
export const taskScripts = {
  up: 'starts the stack and waits until it answers',
  down: 'stops it; volumes stay',
  rebuild: 'builds image and dependencies anew',
  migrate: 'brings the schema up to date',
  backup: 'saves databases and volumes',
  status: 'lists containers and their health',
  logs: 'follows the logs of all services',
} as const;

export type TaskScript = keyof typeof taskScripts;
