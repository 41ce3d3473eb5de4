import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

/** A body with what its headers say of it. */
export interface Content {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const BODY = '{"needed":"a","name":"é"}';
const JSON_TYPE = 'application/json';

const TYPES: readonly string[] = [
  'application/json',
  'application/JSON',
  'application/json;',
  'application/json; charset=utf-8',
  'application/json; charset="utf-8"',
  'application/json; charset=UTF-16',
  'application/json; charset=utf-16le',
  'application/json; charset=utf-32',
  'application/json; charset=utf-7',
  'application/json; charset=latin1',
  'application/json; charset=klingon',
  'application/json; charset=',
  'application/json; charset=utf-8; charset=utf-16',
  `application/json; charset=${'x'.repeat(5_000)}`,
  'application/vnd.api+json',
  'application/ld+json',
  'application/json, text/plain',
  'text/json',
  'text/plain',
  'text/xml',
  'application/xml',
  'application/octet-stream',
  'application/x-www-form-urlencoded; charset=utf-16',
  'application/x-www-form-urlencoded; charset=klingon',
  'application/x-www-form-urlencoded; charset=iso-8859-1',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-ndjson',
  'application/graphql',
  'json',
  '/',
  '*/*',
  'application/*',
  'a'.repeat(5_000),
  ';',
  '',
  "application/json' OR 1=1 --",
  '__proto__',
];

const ENCODINGS: readonly string[] = [
  'gzip',
  'deflate',
  'br',
  'zstd',
  'compress',
  'identity',
  'gzip, gzip',
  'x-gzip',
  'GZIP',
  'klingon',
  '',
  'gzip;q=1',
  '__proto__',
];

const zipped = gzipSync(BODY);
const bomb = JSON.stringify({ needed: 'a', note: 'a'.repeat(20_000_000) });

const COMPRESSED: readonly Content[] = [
  { headers: { 'content-encoding': 'gzip' }, body: zipped },
  { headers: { 'content-encoding': 'gzip' }, body: zipped.subarray(0, 10) },
  { headers: { 'content-encoding': 'gzip' }, body: zipped.subarray(0, zipped.length - 5) },
  { headers: { 'content-encoding': 'gzip' }, body: Buffer.concat([zipped, Buffer.from('garbage')]) },
  { headers: { 'content-encoding': 'gzip' }, body: Buffer.concat([zipped, zipped]) },
  { headers: { 'content-encoding': 'gzip' }, body: gzipSync(bomb) },
  { headers: { 'content-encoding': 'gzip' }, body: gzipSync(gzipSync(bomb)) },
  { headers: { 'content-encoding': 'deflate' }, body: deflateSync(bomb) },
  { headers: { 'content-encoding': 'deflate' }, body: deflateSync(BODY).subarray(0, 8) },
  { headers: { 'content-encoding': 'br' }, body: brotliCompressSync(bomb) },
  { headers: { 'content-encoding': 'br' }, body: brotliCompressSync(BODY).subarray(0, 8) },
  { headers: { 'content-encoding': 'deflate' }, body: zipped },
  { headers: { 'content-encoding': 'br' }, body: zipped },
].map(({ headers, body }) => ({ headers: { 'content-type': JSON_TYPE, ...headers }, body }));

const BYTES: readonly Buffer[] = [
  Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0x7b, 0x22, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from(BODY, 'utf16le'),
  Buffer.from(BODY, 'latin1'),
  Buffer.alloc(1_000),
];

/** Bodies whose headers say what is not so, or not known. */
export const CONTENTS: readonly Content[] = [
  ...TYPES.flatMap((type) => [
    { headers: { 'content-type': type }, body: BODY },
    { headers: { 'content-type': type }, body: 'needed=a&name=b' },
  ]),
  { headers: {}, body: BODY },
  ...ENCODINGS.map((encoding) => ({
    headers: { 'content-type': JSON_TYPE, 'content-encoding': encoding },
    body: BODY,
  })),
  ...COMPRESSED,
  ...BYTES.map((body) => ({ headers: { 'content-type': JSON_TYPE }, body })),
  { headers: { 'content-type': JSON_TYPE }, body: `{"needed":"${'a'.repeat(2_100_000)}"}` },
  { headers: { 'content-type': JSON_TYPE }, body: `{"needed":"${'a'.repeat(5_000_000)}"}` },
  { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `needed=${'a'.repeat(200_000)}` },
  { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `needed=a${'&tags[]=1'.repeat(100_000)}` },
];
