import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers for paths that neither the API nor a script serves, as LoopBack does. */
export function answerNotFound(req: IncomingMessage, res: ServerResponse): void {
  const path = (req.url ?? '/').split('?', 1).join('');
  const message = `Cannot ${req.method ?? 'GET'} ${path}`;
  res.statusCode = 404;
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.end(JSON.stringify({ error: { statusCode: 404, name: 'Error', message } }));
}
