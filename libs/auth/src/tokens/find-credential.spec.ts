import { describe, expect, it } from 'vitest';
import { type CredentialRequest, findCredential } from './find-credential.js';

const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const request = (parts: object) => ({ headers: {}, url: '/', ...parts }) as unknown as CredentialRequest;
const found = (parts: object, options?: object, body?: unknown) =>
  findCredential(request(parts), options, body)?.candidates;

describe('the token of a request', () => {
  it('is the first text: of the path, of a parsed body, of the query, of a header, of a signed cookie', () => {
    const all = {
      params: { access_token: 'path' },
      url: '/?access_token=query',
      headers: { 'x-access-token': 'own', authorization: 'usual' },
      signedCookies: { access_token: 'cookie' },
    };
    expect(found(all, {}, { access_token: 'body' })).toEqual(['path']);
    expect(found({ ...all, params: {} }, {}, { access_token: 'body' })).toEqual(['body']);
    expect(found({ ...all, params: {} })).toEqual(['query']);
    expect(found({ ...all, params: {}, url: '/' })).toEqual(['own']);
    expect(found({ headers: { authorization: 'usual' } })).toEqual(['usual']);
    expect(found({ signedCookies: { authorization: 'cookie' } })).toEqual(['cookie']);
    expect(found({ cookies: { access_token: 'plain' } })).toBeUndefined();
  });

  it('is no list and no object', () => {
    expect(found({ url: '/?access_token=a&access_token=b' })).toBeUndefined();
    expect(found({ query: { access_token: { a: 'b' } } })).toBeUndefined();
    expect(found({}, {}, { access_token: ['a'] })).toBeUndefined();
  });

  it('is what follows Bearer, as it is or decoded (deviation 6)', () => {
    const text = encode('secret');
    expect(found({ headers: { authorization: `Bearer ${text}` } })).toEqual([text, 'secret']);
    const options = { bearerTokenBase64Encoded: false };
    expect(found({ headers: { authorization: `Bearer ${text}` } }, options)).toEqual([text]);
    expect(found({ headers: { authorization: `bearer ${text}` } })).toEqual([`bearer ${text}`]);
  });

  it.each([
    ['secret', 'secret'],
    ['secret:', 'secret'],
    [':secret', 'secret'],
    ['token:secret', 'secret'],
    ['same:size', 'same'],
    ['a:b:c', 'b:c'],
  ])('is the longer side of Basic %s', (text, token) => {
    expect(found({ headers: { authorization: `basic ${encode(text)}` } })).toEqual([token]);
  });

  it('is looked for under more names, or under those alone', () => {
    const both = { url: '/?ticket=mine&access_token=usual' };
    expect(found(both, { params: ['ticket'] })).toEqual(['mine']);
    expect(
      found({ url: '/?access_token=usual' }, { params: ['ticket'], searchDefaultTokenKeys: false }),
    ).toBeUndefined();
  });

  it('is not looked for in the query where that is turned off (deviation 16)', () => {
    expect(found({ url: '/?access_token=query' }, { query: false })).toBeUndefined();
  });
});
