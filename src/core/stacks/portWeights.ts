/**
 * How much a place says of a port, a lower one never against a higher one: what the code or its command for developing passes, configuration
 * files, what containers and process managers run, a proxy or a README's commands, a README's addresses.
 */
export const portWeights = { code: 5, configuration: 4, deployment: 3, proxy: 2, prose: 1 } as const;
