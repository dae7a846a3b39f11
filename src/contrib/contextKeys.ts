/** Context keys that the extension sets, for `when` clauses. */
export const contextKeys = {
  /** A proposal waits for Accept or Cancel. */
  reviewing: 'drydock.reviewing',
} as const;
