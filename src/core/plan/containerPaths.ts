/** The container's folder of the source. */
export const home = '/app';

/** A folder of the repository as the containers see it. */
export const inContainer = (path: string): string => (path === '' ? home : `${home}/${path}`);
