const ATOM = String.raw`[A-Za-z0-9!#$%&'*+/=?^_\`{|}~\u0080-\uffff-]+`;
const QUOTED = String.raw`"(?:[^"\\\r\n]|\\[^\r\n])*"`;
const LABEL = String.raw`[A-Za-z0-9\u0080-\uffff](?:[A-Za-z0-9\u0080-\uffff-]*[A-Za-z0-9\u0080-\uffff])?`;
const LITERAL = String.raw`\[[A-Fa-f0-9:.]+\]|\[IPv6:[A-Fa-f0-9:.]+\]`;
const ADDRESS = new RegExp(`^(?:${ATOM}(?:\\.${ATOM})*|${QUOTED})@(?:${LABEL}(?:\\.${LABEL})*|${LITERAL})$`);

/** Longer ones are none (RFC 5321), and are not looked at. */
const LONGEST = 254;

/** Whether a text is an e-mail address: a local part and a domain around one `@` (RFC 5321). */
export function isEmailAddress(text: string): boolean {
  return text.length <= LONGEST && ADDRESS.test(text);
}
