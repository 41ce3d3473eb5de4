import type { PersistedModel } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { calledBack } from '../node-api/use-data-source.js';
import { testDatabases } from '../support/databases.js';
import { useTrackedModels } from './tracked-models.js';

type Instance = any;

describe.each(testDatabases())('replication on $name', (database) => {
  const models = useTrackedModels(database);
  let Note: typeof PersistedModel;
  let Copy: typeof PersistedModel;

  beforeEach(() => {
    Note = models.model('Note');
    Copy = models.model('Copy');
  });

  const rows = async (model: typeof PersistedModel) =>
    (await model.find({ order: 'id' })).map((instance: Instance) => ({ id: instance.id, text: instance.text }));

  const change = async (model: typeof PersistedModel, id: string): Promise<Instance> => model.findLastChange(id);

  /** Replicates from one to the other and back until now, and gives the checkpoints of both ways. */
  async function inStep() {
    const there = await Note.replicate(-1, Copy);
    const back = await Copy.replicate(-1, Note);
    expect([...there.conflicts, ...back.conflicts]).toEqual([]);
    return { there: there.checkpoints, back: back.checkpoints };
  }

  /** The conflict of an instance that both have changed since they were in step. */
  async function conflictOf(change: (model: typeof PersistedModel, side: string) => Promise<unknown>) {
    await Note.create({ id: 'a', text: 'both', secret: 'mine' });
    const { there: since, back } = await inStep();
    await change(Note, 'here');
    await change(Copy, 'there');
    const { conflicts } = await Note.replicate(since, Copy);
    expect(conflicts.map(({ modelId }) => modelId)).toEqual(['a']);
    return { conflict: conflicts[0] as Instance, since, back };
  }

  const rename = (model: typeof PersistedModel, side: string) => model.updateAll({ id: 'a' }, { text: side });

  it('takes over what was created, changed and deleted', async () => {
    const data = { level: 2.5, at: new Date(1234), meta: { deep: [1, { x: null }] }, tags: ['x', 'y'] };
    await Note.create([
      { id: 'a', text: 'a', ...data },
      { id: 'b', text: 'b' },
      { id: 'c', text: 'c' },
    ]);
    const first = await Note.replicate(-1, Copy);
    expect(first.conflicts).toEqual([]);
    expect(await Copy.findById('a')).toMatchObject({ text: 'a', ...data });
    await Note.updateAll({ id: 'b' }, { text: 'B' });
    await Note.destroyById('c');
    const second = await Note.replicate(first.checkpoints, Copy);
    expect(second.conflicts).toEqual([]);
    expect(await rows(Copy)).toEqual([
      { id: 'a', text: 'a' },
      { id: 'b', text: 'B' },
    ]);
    expect((await change(Copy, 'a')).rev).toBe((await change(Note, 'a')).rev);
  });

  it('takes over what many were changed by at once', async () => {
    await Note.create(['a', 'b', 'c', 'd'].map((id) => ({ id, text: id, level: id < 'c' ? 1 : 2 })));
    const { checkpoints } = await Note.replicate(-1, Copy);
    await Note.updateAll({ level: 1 }, { text: 'low' });
    await Note.destroyAll({ level: 2 });
    await Note.replicate(checkpoints, Copy);
    expect(await rows(Copy)).toEqual([
      { id: 'a', text: 'low' },
      { id: 'b', text: 'low' },
    ]);
  });

  it('keeps hidden values of the target, and does not show those of the source', async () => {
    await Note.create({ id: 'a', text: 'a', secret: 'here' });
    const { checkpoints } = await Note.replicate(-1, Copy);
    expect(((await Copy.findById('a')) as Instance).secret).toBeNull();
    await Copy.updateAll({ id: 'a' }, { secret: 'there' });
    await Note.updateAll({ id: 'a' }, { text: 'b' });
    expect((await Note.replicate(checkpoints, Copy)).conflicts).toEqual([]);
    expect(await Copy.findById('a')).toMatchObject({ text: 'b', secret: 'there' });
  });

  it('goes both ways, and comes to an end', async () => {
    await Note.create({ id: 'a', text: 'a' });
    await Copy.create({ id: 'b', text: 'b' });
    const { there, back } = await inStep();
    await Note.updateAll({ id: 'b' }, { text: 'B' });
    await Copy.destroyById('a');
    expect((await Note.replicate(there, Copy)).conflicts).toEqual([]);
    expect((await Copy.replicate(back, Note)).conflicts).toEqual([]);
    expect(await rows(Note)).toEqual([{ id: 'b', text: 'B' }]);
    expect(await rows(Copy)).toEqual([{ id: 'b', text: 'B' }]);
    const { rev } = await change(Copy, 'b');
    await inStep();
    expect((await change(Copy, 'b')).rev).toBe(rev);
  });

  it('can be restricted by a filter; deletions always count', async () => {
    await Note.create([
      { id: 'a', text: 'a', level: 1 },
      { id: 'b', text: 'b', level: 2 },
    ]);
    await Copy.create({ id: 'c', text: 'c' });
    await Copy.replicate(-1, Note);
    await Note.destroyById('c');
    const { conflicts } = await Note.replicate(-1, Copy, { filter: { where: { level: { gt: 1 } } } });
    expect(conflicts).toEqual([]);
    expect(await rows(Copy)).toEqual([{ id: 'b', text: 'b' }]);
  });

  it('calls back with conflicts and checkpoints', async () => {
    await Note.create({ id: 'a', text: 'a' });
    const [error, conflicts, checkpoints] = await calledBack((callback) =>
      Note.replicate(-1, Copy, callback as () => void),
    );
    expect([error, conflicts]).toEqual([null, []]);
    expect(checkpoints).toEqual({ source: expect.any(Number), target: expect.any(Number) });
    const [refused] = await calledBack((callback) => Note.replicate('x', Copy, {}, callback as () => void));
    expect(refused).toMatchObject({ statusCode: 400 });
  });

  it('leaves both sides as they are where both have changed', async () => {
    const { conflict, since } = await conflictOf(rename);
    expect(await conflict.type()).toBe('update');
    const [source, target] = await conflict.models();
    expect([source.text, target.text]).toEqual(['here', 'there']);
    const [ofSource, ofTarget] = await conflict.changes();
    expect([ofSource.modelName, ofTarget.modelName]).toEqual(['Note', 'Copy']);
    expect(ofSource.type()).toBe('update');
    expect((await Note.replicate(since, Copy)).conflicts).toHaveLength(1);
    expect(await rows(Copy)).toEqual([{ id: 'a', text: 'there' }]);
  });

  it('settles a conflict for the source', async () => {
    const { conflict, since } = await conflictOf(rename);
    await conflict.resolveUsingSource();
    expect((await Note.replicate(since, Copy)).conflicts).toEqual([]);
    expect(await rows(Copy)).toEqual([{ id: 'a', text: 'here' }]);
  });

  it('settles a conflict for the target', async () => {
    const { conflict, since } = await conflictOf(rename);
    await conflict.resolveUsingTarget();
    expect((await Note.replicate(since, Copy)).conflicts).toEqual([]);
    expect(await rows(Note)).toEqual([{ id: 'a', text: 'there' }]);
    expect(await rows(Copy)).toEqual([{ id: 'a', text: 'there' }]);
    expect(await Note.findById('a')).toMatchObject({ secret: 'mine' });
  });

  it('settles a conflict by hand', async () => {
    const { conflict, since } = await conflictOf(rename);
    await conflict.resolveManually({ text: 'by hand' });
    expect((await Note.replicate(since, Copy)).conflicts).toEqual([]);
    expect(await rows(Note)).toEqual([{ id: 'a', text: 'by hand' }]);
    expect(await rows(Copy)).toEqual([{ id: 'a', text: 'by hand' }]);
  });

  it('settles a conflict by hand with a deletion', async () => {
    const { conflict, since } = await conflictOf(rename);
    expect(await calledBack((callback) => conflict.resolveManually(null, callback))).toEqual([null]);
    expect((await Note.replicate(since, Copy)).conflicts).toEqual([]);
    expect([await rows(Note), await rows(Copy)]).toEqual([[], []]);
  });

  it('settles a conflict from the other side', async () => {
    const { conflict, back } = await conflictOf(rename);
    const swapped = conflict.swapParties();
    expect([swapped.SourceModel, swapped.TargetModel]).toEqual([Copy, Note]);
    await swapped.resolveUsingSource();
    expect((await Copy.replicate(back, Note)).conflicts).toEqual([]);
    expect(await rows(Note)).toEqual([{ id: 'a', text: 'there' }]);
  });

  it.each(['resolveUsingSource', 'resolveUsingTarget'])('settles a deletion of one side: %s', async (resolve) => {
    const { conflict, since } = await conflictOf((model, side) =>
      side === 'here' ? model.destroyById('a') : rename(model, side),
    );
    expect(await conflict.type()).toBe('delete');
    const [source, target] = await conflict.models();
    expect([source, target.text]).toEqual([null, 'there']);
    await conflict[resolve]();
    expect((await Note.replicate(since, Copy)).conflicts).toEqual([]);
    const left = resolve === 'resolveUsingSource' ? [] : [{ id: 'a', text: 'there' }];
    expect([await rows(Note), await rows(Copy)]).toEqual([left, left]);
  });

  it('what was created on both sides is a conflict of an unknown type', async () => {
    await Note.create({ id: 'a', text: 'here' });
    await Copy.create({ id: 'a', text: 'there' });
    const { conflicts } = await Note.replicate(-1, Copy);
    expect(conflicts).toHaveLength(1);
    expect(await (conflicts[0] as Instance).type()).toBe('unknown');
  });

  it('what is the same on both sides is none', async () => {
    await Note.create({ id: 'a', text: 'same' });
    await Copy.create({ id: 'a', text: 'same' });
    expect((await Note.replicate(-1, Copy)).conflicts).toEqual([]);
  });

  it('a target whose changes are not tracked is told', async () => {
    const Plain = models.app.registry.createModel({ name: 'Plain', properties: { text: 'string' } });
    await expect(Note.replicate(-1, Plain)).rejects.toThrow('Changes of the model "Plain" are not tracked');
    models.app.registry.deleteModel('Plain');
  });

  it('of writers at the same time each is in the record', async () => {
    await Note.create({ id: 'a', text: '0' });
    await Promise.all(Array.from({ length: 12 }, (_, n) => Note.updateAll({ id: 'a' }, { text: String(n) })));
    const { rev } = await change(Note, 'a');
    await Note.rectifyChange('a');
    expect((await change(Note, 'a')).rev).toBe(rev);
    await Note.replicate(-1, Copy);
    expect(await rows(Copy)).toEqual(await rows(Note));
  });

  it('what is written while it replicates is taken over in the end', async () => {
    const writing = Array.from({ length: 20 }, async (_, n) => {
      const id = `n${n % 7}`;
      await Note.upsert({ id, text: `${n}` });
    });
    let since: unknown = -1;
    for (let round = 0; round < 4; round++) {
      const { checkpoints, conflicts } = await Note.replicate(since, Copy);
      expect(conflicts).toEqual([]);
      since = checkpoints;
    }
    await Promise.all(writing);
    const last = await Note.replicate(since, Copy);
    expect(last.conflicts).toEqual([]);
    expect(await rows(Copy)).toEqual(await rows(Note));
  });

  it('of two updates of one revision one is a conflict', async () => {
    await Note.create({ id: 'a', text: 'a', level: 1 });
    const { rev: prev } = await change(Note, 'a');
    const update = (text: string) =>
      Note.bulkUpdate([{ type: 'update', change: { modelId: 'a', rev: 'x', prev }, data: { text, level: 2 } }]);
    const results = await Promise.allSettled(['b', 'c', 'd', 'e'].map(update));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toMatchObject({ statusCode: 409, message: 'Conflict' });
    const winner = ['b', 'c', 'd', 'e'][results.findIndex((result) => result.status === 'fulfilled')];
    expect(await rows(Note)).toEqual([{ id: 'a', text: winner }]);
  });

  it('a write between the look and the update is a conflict, and stays', async () => {
    await Note.create({ id: 'a', text: 'a' });
    const { rev: prev } = await change(Note, 'a');
    let isFirst = true;
    const interfere = async () => {
      if (!isFirst) return;
      isFirst = false;
      await Note.updateAll({ id: 'a' }, { text: 'faster' });
    };
    for (const type of ['update', 'delete']) {
      isFirst = true;
      Note.observe('before save', interfere);
      Note.observe('before delete', interfere);
      const updates = [{ type, change: { modelId: 'a', prev }, data: { text: 'late' } }];
      await expect(Note.bulkUpdate(updates)).rejects.toMatchObject({ statusCode: 409 });
      Note.clearObservers('before save');
      Note.clearObservers('before delete');
      expect(await rows(Note)).toEqual([{ id: 'a', text: 'faster' }]);
      await Note.updateAll({ id: 'a' }, { text: 'a' });
    }
  });

  it('records changes in the transaction of the operation', async () => {
    await Note.create({ id: 'a', text: 'a' });
    const before = await change(Note, 'a');
    const transaction = await Note.beginTransaction();
    await Note.updateAll({ id: 'a' }, { text: 'b' }, { transaction });
    await Note.create({ id: 'b', text: 'b' }, { transaction });
    expect(await Note.findLastChange('b', { transaction })).not.toBeNull();
    await transaction.rollback();
    expect((await change(Note, 'a')).rev).toBe(before.rev);
    expect(await Note.findLastChange('b')).toBeNull();
  });

  it('does not lose what is committed after a checkpoint has begun', async () => {
    const transaction = await Note.beginTransaction();
    await Note.create({ id: 'a', text: 'a' }, { transaction });
    const replicated = Note.replicate(-1, Copy);
    await transaction.commit();
    const { checkpoints } = await replicated;
    await Note.replicate(checkpoints, Copy);
    expect(await rows(Copy)).toEqual([{ id: 'a', text: 'a' }]);
  });

  it('what was there before changes were tracked is in the way as any change is', async () => {
    await Note.create({ id: 'a', text: 'here' });
    await Copy.create({ id: 'a', text: 'there' }, { notify: false });
    expect(await Copy.findLastChange('a')).toBeNull();
    const { conflicts } = await Note.replicate(-1, Copy);
    expect(conflicts.map(({ modelId }) => modelId)).toEqual(['a']);
    await (conflicts[0] as Instance).resolveUsingSource();
    expect((await Note.replicate(-1, Copy)).conflicts).toEqual([]);
    expect(await rows(Copy)).toEqual([{ id: 'a', text: 'here' }]);
  });
});

describe.each(testDatabases())('records that are compared with what is stored on $name', (database) => {
  const models = useTrackedModels(database, { changeCleanupInterval: 25 });

  it('are brought up to it', async () => {
    const Note = models.model('Note');
    await Note.create({ id: 'a', text: 'a' });
    const before = (await Note.findLastChange('a')) as Instance;
    await Note.updateAll({ id: 'a' }, { text: 'b' }, { notify: false });
    await expect
      .poll(async () => ((await Note.findLastChange('a')) as Instance).rev, { timeout: 5000 })
      .not.toBe(before.rev);
    expect(models.warnings).toEqual([]);
  });
});
