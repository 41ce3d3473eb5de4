/** A message as bytes on a connection of its own. */
export interface RawMessage {
  readonly name: string;
  readonly bytes: string;
  /** Node may close the connection without a word. */
  readonly silence?: boolean;
  /** What Node itself answers has no body, and nobody can change that. */
  readonly bare?: boolean;
  /** It asks for nothing below the root of the API: the host answers, in its own shape. */
  readonly foreign?: boolean;
}

const get = (target: string, ...headers: readonly string[]): string =>
  [`GET ${target} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n');
const post = (body: string, ...headers: readonly string[]): string =>
  [
    'POST /api/Sinks HTTP/1.1',
    'Host: x',
    'Connection: close',
    'Content-Type: application/json',
    ...headers,
    '',
    body,
  ].join('\r\n');

export const MESSAGES: readonly RawMessage[] = [
  { name: 'a content length beyond the body', bytes: post('{}', 'Content-Length: 1000') },
  { name: 'a content length short of the body', bytes: post('{"needed":"a"}', 'Content-Length: 3') },
  { name: 'a content length of nothing', bytes: post('{}', 'Content-Length:') },
  { name: 'a negative content length', bytes: post('{}', 'Content-Length: -1') },
  { name: 'a content length that is none', bytes: post('{}', 'Content-Length: x') },
  { name: 'a huge content length', bytes: post('{}', 'Content-Length: 99999999999999999999999') },
  { name: 'a content length of a gigabyte', bytes: post('{}', 'Content-Length: 1000000000') },
  { name: 'two content lengths', bytes: post('{}', 'Content-Length: 2', 'Content-Length: 3') },
  { name: 'a list of content lengths', bytes: post('{}', 'Content-Length: 2, 2') },
  { name: 'a content length and chunks', bytes: post('0\r\n\r\n', 'Content-Length: 5', 'Transfer-Encoding: chunked') },
  { name: 'chunks', bytes: post('2\r\n{}\r\n0\r\n\r\n', 'Transfer-Encoding: chunked') },
  { name: 'a chunk of a wrong size', bytes: post('zz\r\n{}\r\n0\r\n\r\n', 'Transfer-Encoding: chunked') },
  { name: 'a chunk of a huge size', bytes: post('ffffffffffffffff\r\n{}', 'Transfer-Encoding: chunked') },
  {
    name: 'a chunk with a long extension',
    bytes: post(`2;${'a'.repeat(100_000)}\r\n{}\r\n0\r\n\r\n`, 'Transfer-Encoding: chunked'),
  },
  { name: 'chunks without an end', bytes: post('2\r\n{}\r\n', 'Transfer-Encoding: chunked') },
  { name: 'a trailer', bytes: post('2\r\n{}\r\n0\r\nfilter: x\r\n\r\n', 'Transfer-Encoding: chunked') },
  { name: 'an unknown transfer encoding', bytes: post('{}', 'Transfer-Encoding: klingon') },
  { name: 'chunks that are not last', bytes: post('{}', 'Transfer-Encoding: chunked, gzip') },
  { name: 'a header without a colon', bytes: get('/api/Things/1', 'nonsense') },
  { name: 'a header without a name', bytes: get('/api/Things/1', ': x') },
  { name: 'a blank before the colon', bytes: get('/api/Things/1', 'X-A : b') },
  { name: 'a header over two lines', bytes: get('/api/Things/1', 'X-A: b\r\n c') },
  { name: 'NUL in a header', bytes: get('/api/Things/1', 'X-A: a\u0000b') },
  { name: 'a bare CR in a header', bytes: get('/api/Things/1', 'X-A: a\rX-B: c') },
  { name: 'a bare LF in a header', bytes: get('/api/Things/1', 'X-A: a\nX-B: c') },
  { name: 'headers of a megabyte', bytes: get('/api/Things/1', `Filter: ${'x'.repeat(1_000_000)}`) },
  { name: 'a URL of a megabyte', bytes: get(`/api/Things?filter=${'x'.repeat(1_000_000)}`) },
  {
    name: 'ten thousand headers',
    bytes: get('/api/Things/1', ...Array.from({ length: 10_000 }, (_, index) => `X-${String(index)}: y`)),
  },
  { name: 'no host', bytes: 'GET /api/Things/1 HTTP/1.1\r\nConnection: close\r\n\r\n', bare: true },
  { name: 'two hosts', bytes: get('/api/Things/1', 'Host: y') },
  { name: 'HTTP/1.0', bytes: 'GET /api/Things/1 HTTP/1.0\r\n\r\n' },
  { name: 'HTTP/0.9', bytes: 'GET /api/Things/1\r\n\r\n' },
  { name: 'HTTP/9.9', bytes: 'GET /api/Things/1 HTTP/9.9\r\nHost: x\r\n\r\n' },
  { name: 'the preface of HTTP/2', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
  { name: 'another protocol', bytes: 'GET /api/Things/1 RTSP/1.0\r\nHost: x\r\n\r\n' },
  { name: 'an unknown method', bytes: 'FOO /api/Things/1 HTTP/1.1\r\nHost: x\r\n\r\n' },
  { name: 'a method in small letters', bytes: 'get /api/Things/1 HTTP/1.1\r\nHost: x\r\n\r\n' },
  { name: 'a method that is injected', bytes: "GET' /api/Things/1 HTTP/1.1\r\nHost: x\r\n\r\n" },
  { name: 'CONNECT', bytes: 'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n', silence: true },
  { name: 'a greeting of TLS', bytes: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000' },
  { name: 'NULs', bytes: '\u0000'.repeat(1_000) },
  { name: 'nothing', bytes: '', silence: true },
  { name: 'blank lines', bytes: '\r\n\r\n\r\n', silence: true },
  { name: 'a request that ends early', bytes: 'GET /api/Things/1 HT' },
  { name: 'headers that end early', bytes: 'GET /api/Things/1 HTTP/1.1\r\nHost: x\r\nX-A' },
  { name: 'a whole URL', foreign: true, bytes: get('http://evil.example/api/Things/1') },
  { name: 'a whole URL of a file', foreign: true, bytes: get('file:///etc/passwd') },
  { name: 'a URL of an authority', foreign: true, bytes: get('//evil.example/api/Things') },
  { name: 'a star', foreign: true, bytes: 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' },
  { name: 'a URL without a slash', foreign: true, bytes: get('api/Things') },
  { name: 'a URL with a blank', bytes: get('/api/Things /1') },
  { name: 'a URL with a tab', bytes: get('/api/Things\t/1') },
  { name: 'a URL with NUL', bytes: get('/api/Things\u0000/1') },
  { name: 'a URL with quotes', bytes: get('/api/Things/"\'<>') },
  { name: 'a URL with a fragment', bytes: get('/api/Things#/1?filter=x') },
  { name: 'a URL with bytes beyond ASCII', bytes: get('/api/Things/\u00ff\u00fe') },
  { name: 'a query with bytes beyond ASCII', bytes: get('/api/Things?filter[where][name]=\u00ff\u00fe\u00e9') },
  { name: 'a query in JSON as it is', bytes: get('/api/Things?filter={"limit":1}') },
  { name: 'a header that is split by an id', bytes: get('/api/Things/1%0d%0aSet-Cookie:%20a=b') },
  { name: 'an expectation', bytes: post('{}', 'Content-Length: 2', 'Expect: 100-continue') },
  { name: 'an unknown expectation', bytes: post('{}', 'Content-Length: 2', 'Expect: 200-nonsense'), bare: true },
  {
    name: 'an upgrade',
    bytes: 'GET /api/Things/1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
  },
  {
    name: 'an upgrade to HTTP/2',
    bytes: 'GET /api/Things/1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n',
  },
  { name: 'a second request that is garbage', bytes: `GET /api/Things/1 HTTP/1.1\r\nHost: x\r\n\r\ngarbage\r\n\r\n` },
  {
    name: 'a second request in the body',
    bytes: post('{}DELETE /api/Things/1 HTTP/1.1\r\nHost: x\r\n\r\n', 'Content-Length: 2'),
  },
];
