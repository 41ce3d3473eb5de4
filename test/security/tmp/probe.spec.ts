import { it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { startHostileApp } from '../hostile-app.js';
import { HttpClient } from '../http-client.js';
import { withArgument } from '../requests.js';

it('probe', { timeout: 300000 }, async () => {
  const app = await startHostileApp(testDatabases()[1]!);
  const client = new HttpClient(app);
  for (const where of ['{"meta.n":1}', '{"doc.a":1}', '{"meta":{"a":1}}', '{"meta.s":{"like":"x"}}', '{"size":1}']) {
    for (const n of [1, 10, 100, 400]) {
      const request = withArgument(
        '/api/Things/count',
        'where',
        `{"or":[${Array.from({ length: n }, () => where).join(',')}]}`,
      );
      const times: number[] = [];
      for (let i = 0; i < (n > 100 ? 1 : 3); i++) times.push((await client.send(request, 60000)).elapsed);
      console.log(where, n, times.map((t) => t.toFixed(0)).join(' '));
    }
  }
  client.close();
  await app.close();
});
