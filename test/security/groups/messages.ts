import type { Attack } from '../attack.js';
import type { AttackGroup } from '../attack-group.js';
import { faultsOf } from '../check-answer.js';
import { MESSAGES, type RawMessage } from '../corpus/messages.js';
import { answersIn, sendRaw } from '../raw-client.js';

const TIMEOUT = 8_000;

/** Messages that are no HTTP, or that nearly are: answered in the shape of all errors, or not at all. */
const messages: AttackGroup = {
  name: 'messages that are wrong',
  changes: ['Sink'],
  async run(attack) {
    await Promise.all(MESSAGES.map((message) => check(attack, message)));
    await attack.send({ method: 'GET', path: '/api/Things/1' });
  },
};

async function check(attack: Attack, { name, bytes, silence, bare, foreign }: RawMessage): Promise<void> {
  attack.requests++;
  const request = { method: name, path: bytes.slice(0, 100), body: bytes };
  const text = await sendRaw(attack.app, bytes, TIMEOUT);
  if (text === undefined) return attack.report(request, 'no end', '');
  const answers = answersIn(text);
  if (answers.length === 0 && silence !== true) attack.report(request, `no answer to ${name}`, text);
  for (const { status, head, body } of answers) {
    const type = /^content-type: (.*)$/im.exec(head)?.[1]?.trim() ?? '';
    const shown = /^transfer-encoding: chunked/im.test(head) ? body.replaceAll(/^[0-9a-f]+\r\n|\r\n/gm, '') : body;
    if ((bare === true && shown.replace('0', '').trim() === '') || foreign === true) {
      if (status >= 500) attack.report(request, `status ${String(status)}`, text);
      continue;
    }
    const faults = faultsOf(request, { status, headers: { 'content-type': type }, body: shown, elapsed: 0 });
    if (/^set-cookie:/im.test(head)) faults.push('a header of the client');
    if (faults.length > 0) attack.report(request, faults.join(', '), text);
  }
}

export const MESSAGE_GROUPS: readonly AttackGroup[] = [messages];
