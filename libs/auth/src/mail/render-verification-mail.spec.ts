import { describe, expect, it } from 'vitest';
import { renderVerificationMail } from './render-verification-mail.js';

const verifyHref = 'http://choir.test/api/Singers/confirm?uid=1&redirect=%2F&token=abc';

describe('a verification mail', () => {
  it('has a text of LoopBack with the link', () => {
    const { text } = renderVerificationMail({ verifyHref });
    expect(text).toBe(`Please verify your email by opening this link in a web browser:\n\t${verifyHref}`);
  });

  it('puts the link wherever a text has {href}, whatever it is made of', () => {
    const { text } = renderVerificationMail({ verifyHref: 'http://a.test/$&$1', text: '{href} or {href}' });
    expect(text).toBe('http://a.test/$&$1 or http://a.test/$&$1');
  });

  it('has a page with the link, escaped', () => {
    const { html } = renderVerificationMail({ verifyHref: `${verifyHref}"><script>alert('a')</script>` });
    const link = `${verifyHref.replaceAll('&', '&amp;')}&quot;&gt;&lt;script&gt;alert(&#39;a&#39;)&lt;/script&gt;`;
    expect(html).toContain(`<a href="${link}">${link}</a>`);
    expect(html).toContain('Thank you');
  });

  it('fills in the template that it is given, escaped', () => {
    const user = { username: '<b>ada</b>', since: new Date(0), realm: null };
    const { html } = renderVerificationMail(
      { verifyHref, user, text: 'Hi <you>' },
      '<p><%= user.username %>|<%=user.since%>|<%= user.realm %>|<%= user.missing.name %>|<%= text %></p>',
    );
    expect(html).toBe('<p>&lt;b&gt;ada&lt;/b&gt;|1970-01-01T00:00:00.000Z|||Hi &lt;you&gt;</p>');
  });

  it('shows nothing that values have from their prototypes', () => {
    const { html } = renderVerificationMail({ verifyHref }, '<%= constructor.name %><%= verifyHref.constructor %>|');
    expect(html).toBe('|');
  });

  it.each(['<% if (user) { %>', '<%- text %>', '<%= text + 1 %>', '<%= process.exit() %>'])(
    'refuses the program %s',
    (template) => {
      expect(() => renderVerificationMail({ verifyHref }, template)).toThrow('give templateFn');
    },
  );
});
