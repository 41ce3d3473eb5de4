import { renderTemplate } from './render-template.js';

/** What a verification mail tells. Other members are there for templates. */
export interface VerificationMailValues {
  /** The link that verifies the address. */
  readonly verifyHref: string;
  /** The text of the mail; `{href}` in it becomes the link. */
  readonly text?: string | undefined;
  readonly [name: string]: unknown;
}

/** The two bodies of a verification mail. */
export interface VerificationMailBodies {
  readonly text: string;
  readonly html: string;
}

const TEXT = 'Please verify your email by opening this link in a web browser:\n\t{href}';

const PAGE = `<h1>Thank you</h1>

<p>Thanks for registering. Please open this link to verify your email:</p>

<p><a href="<%= verifyHref %>"><%= verifyHref %></a></p>
`;

/**
 * The bodies of the mail by which an address is verified. Whatever a template inserts is escaped.
 *
 * @param template - the page; `<%= verifyHref %>`, `<%= user.username %>` and so on are filled in
 * @example
 * renderVerificationMail({ verifyHref: 'https://choir.test/confirm?token=x', text: 'Open {href}, please' }).text;
 * // 'Open https://choir.test/confirm?token=x, please'
 */
export function renderVerificationMail(values: VerificationMailValues, template = PAGE): VerificationMailBodies {
  const text = (values.text ?? TEXT).replaceAll('{href}', () => values.verifyHref);
  return { text, html: renderTemplate(template, { ...values, text }) };
}
