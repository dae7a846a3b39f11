/** Type of Drydock's debug configurations, as launch.json names it. */
export const debugType = 'drydock';
