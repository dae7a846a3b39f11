import { randomBytes } from 'node:crypto';

/** Addresses of what the page loads, and the origin of them. */
export interface LogPageParts {
  readonly script: string;
  readonly style: string;
  readonly origin: string;
  readonly title: string;
}

/** The page of the log view. Its only scripts are its own, by a nonce, and the worker that runs regular expressions. */
export function logHtml({ script, style, origin, title }: LogPageParts): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = ["default-src 'none'", `style-src ${origin}`, `script-src 'nonce-${nonce}'`, 'worker-src blob:'].join(
    '; ',
  );
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)} logs</title>
    <link rel="stylesheet" href="${escaped(style)}">
  </head>
  <body>
    <script nonce="${nonce}" src="${escaped(script)}"></script>
  </body>
</html>
`;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
