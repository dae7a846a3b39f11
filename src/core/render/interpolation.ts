/** Text as Compose leaves it: it would fill in `$NAME` and `${NAME}` (https://docs.docker.com/reference/compose-file/interpolation/). */
export const verbatim = (text: string): string => text.replaceAll('$', '$$$$');

/** Words of a command as they stand, but for the app's own port, which Compose takes from .env: `${WEB_PORT:-8000}`. */
export const commandWords = (words: readonly string[], variable: string | undefined): readonly string[] =>
  words.map((word) =>
    word.replaceAll(portReference, (whole, name?: string) => (name && name === variable ? whole : verbatim(whole))),
  );

/** Words where no Compose fills in the app's own port. */
export const withoutPort = (words: readonly string[], variable: string | undefined): readonly string[] =>
  words.map((word) =>
    word.replaceAll(portReference, (whole, name?: string, port?: string) =>
      name && name === variable ? (port ?? whole) : whole,
    ),
  );

const portReference = /\$(?:\{(\w+):-(\d+)\})?/g;
