import { describe, expect, it } from 'vitest';
import { isEmailAddress } from './email-address.js';

describe('e-mail addresses', () => {
  it.each([
    'ada@gym.test',
    'ada+gym@mail.gym.test',
    'a.d.a@gym.test',
    "o'hara@gym.test",
    '"two words"@gym.test',
    'ada@localhost',
    'ada@[127.0.0.1]',
    'ada@[IPv6:::1]',
    'ädä@gym.test',
    'ada@xn--gym.test',
    '"a@b"@gym.test',
  ])('may be %s', (text) => expect(isEmailAddress(text)).toBe(true));

  it.each([
    '',
    'ada',
    'half@',
    '@gym.test',
    'two words@gym.test',
    'a@b@gym.test',
    'ada@gym..test',
    'ada@.test',
    '.ada@gym.test',
    'ada.@gym.test',
    'a..da@gym.test',
    'ada@gym.test\n',
    'ada@gym.test\nBcc: x@y.test',
    '"a\nb"@gym.test',
    'ada@-gym.test',
    'ada@gym-.test',
    'ada@gym test',
    '<ada@gym.test>',
    'ada@gym,test',
    `${'a'.repeat(250)}@gym.test`,
  ])('are not %j', (text) => expect(isEmailAddress(text)).toBe(false));

  it('are told quickly, whatever is sent', () => {
    const begin = performance.now();
    for (const text of ['a.'.repeat(126), `a@${'b-'.repeat(125)}`, `"${'\\"'.repeat(125)}`]) isEmailAddress(text);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
