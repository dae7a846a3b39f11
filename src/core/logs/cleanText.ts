const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);
/** Colours and the like: CSI, OSC and two-character sequences (ECMA-48). No two parts match the same character, so that it is linear. */
const sequences = new RegExp(
  `${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)?|[ -/]*[0-Z\\\\^-~])`,
  'g',
);
const control = /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A line as it can be shown: without colours, and with what a carriage return leaves of it on a terminal. Other control characters, of
 * binary data and those that turn the direction of text, become pictures of themselves.
 */
export function cleanText(raw: string): string {
  const plain = raw.includes(escape) ? raw.replace(sequences, '') : raw;
  const text = plain.endsWith('\r') ? plain.slice(0, -1) : plain;
  return text.slice(text.lastIndexOf('\r') + 1).replace(control, picture);
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 9) return character;
  return code < 32 ? String.fromCharCode(0x2400 + code) : '\ufffd';
}
