import type { AnyModel, PersistedModel } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useTrackedModels } from './tracked-models.js';

type Instance = any;
type Model = typeof PersistedModel;

describe.each(testDatabases())('records of changes on $name', (database) => {
  const models = useTrackedModels(database);
  let Note: Model;
  let Copy: Model;

  beforeEach(() => {
    Note = models.model('Note');
    Copy = models.model('Copy');
  });

  const rows = async (model: Model) =>
    (await model.find({ order: 'id' })).map((instance: Instance) => ({ id: instance.id, text: instance.text }));
  const change = async (model: Model, id: string): Promise<Instance> => model.findLastChange(id);

  /** Observes a model while something is done. */
  async function whileObserved(
    model: AnyModel,
    event: string,
    observer: (context: Instance) => Promise<void>,
    work: () => Promise<unknown>,
  ): Promise<void> {
    model.observe(event, observer as never);
    try {
      await work();
    } finally {
      model.removeObserver(event, observer as never);
    }
  }

  it('replicate what `loaded` hooks change, and take updates that are based on what is stored', async () => {
    const shout = async (context: Instance) => {
      context.data.text = String(context.data.text).toUpperCase();
    };
    await whileObserved(Note, 'loaded', shout, async () => {
      await Note.create({ id: 'a', text: 'a' });
      const { checkpoints, conflicts } = await Note.replicate(-1, Copy);
      expect([conflicts, await rows(Copy)]).toEqual([[], [{ id: 'a', text: 'A' }]]);
      const { rev: prev } = await change(Note, 'a');
      await Note.bulkUpdate([{ type: 'update', change: { modelId: 'a', prev }, data: { text: 'b' } }]);
      expect((await Note.find({}, { notify: false })).map(({ text }: Instance) => text)).toEqual(['b']);
      await Note.destroyById('a');
      expect((await Note.replicate(checkpoints, Copy)).conflicts).toEqual([]);
      expect(await rows(Copy)).toEqual([]);
    });
  });

  it('apply the rest where a hook refuses one with an error of its own', async () => {
    const refuse = async ({ instance }: Instance) => {
      if (instance.text === 'bad') throw Object.assign(new Error('not here'), { statusCode: 403 });
    };
    const update = (id: string) => ({ type: 'create', change: { modelId: id, rev: 'x' }, data: { text: id } });
    await whileObserved(Note, 'before save', refuse, async () => {
      const updates = ['bad', 'good', 'better'].map(update);
      await expect(Note.bulkUpdate(updates)).rejects.toMatchObject({ message: 'not here', statusCode: 403 });
    });
    expect((await rows(Note)).map(({ id }) => id)).toEqual(['better', 'good']);
  });

  it('tell of the deletion of what was there before changes were tracked', async () => {
    for (const id of ['a', 'b']) {
      await Note.create({ id, text: id }, { notify: false });
      await Copy.create({ id, text: id });
    }
    const { seq } = (await Copy.checkpoint()) as Instance;
    await Note.destroyById('a');
    expect((await change(Note, 'a')).type()).toBe('delete');
    await Note.destroyById('nobody');
    expect(await change(Note, 'nobody')).toBeNull();
    await Note.rectifyChange('nobody');
    expect(await change(Note, 'nobody')).toBeNull();
    await Note.replicate({ source: -1, target: seq }, Copy);
    expect(await rows(Copy)).toEqual([{ id: 'b', text: 'b' }]);
  });

  it('settle a conflict in the transaction of the replication, and without it once it is over', async () => {
    await Note.create({ id: 'a', text: 'both' });
    const { checkpoints } = await Note.replicate(-1, Copy);
    await Note.updateAll({ id: 'a' }, { text: 'here' });
    await Copy.updateAll({ id: 'a' }, { text: 'there' });
    const transaction = await Note.beginTransaction();
    const { conflicts } = await Note.replicate(checkpoints, Copy, { transaction });
    await conflicts[0]?.resolveUsingTarget();
    expect((await Note.findById('a', {}, { transaction })) as Instance).toMatchObject({ text: 'there' });
    await transaction.rollback();
    expect(await rows(Note)).toEqual([{ id: 'a', text: 'here' }]);
    await conflicts[0]?.resolveUsingTarget();
    expect(await rows(Note)).toEqual([{ id: 'a', text: 'there' }]);
  });

  it('tell of no revision of what `access` hooks keep from the caller', async () => {
    await Note.create({ id: 'a', text: 'a' });
    const { rev } = await change(Note, 'a');
    const keep = async ({ query }: Instance) => {
      query.where = { and: [query.where ?? {}, { id: { neq: 'a' } }] };
    };
    await whileObserved(Note, 'access', keep, async () => {
      expect(await change(Note, 'a')).toBeNull();
      await expect(Note.updateLastChange('a', { prev: 'x' })).rejects.toMatchObject({ statusCode: 404 });
      const { deltas, conflicts } = await Note.diff(-1, [{ modelId: 'a', rev: 'x', prev: null }]);
      expect(JSON.stringify([deltas, conflicts])).not.toContain(rev);
      expect([conflicts.length, deltas.length]).toEqual([0, 1]);
      expect(await Note.diff(-1, [{ modelId: 'a', rev, prev: null }])).toMatchObject({ conflicts: [], deltas: [{}] });
      const transaction = await Note.beginTransaction();
      const updates = [{ type: 'create', change: { modelId: 'a', rev: 'x' }, data: { text: 'mine' } }];
      await expect(Note.bulkUpdate(updates, { transaction })).rejects.toMatchObject({ statusCode: 409 });
      expect(await Note.count({}, { transaction })).toBe(0);
      await transaction.commit();
    });
    expect(await change(Note, 'a')).toMatchObject({ rev });
  });

  // A transaction of SQLite that writes is alone.
  describe.runIf(database.name === 'postgresql')('of transactions beside each other', () => {
    const outcomeOf = async (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );

    it.each(['REPEATABLE READ', 'SERIALIZABLE'])('are not lost behind a checkpoint in %s', async (level) => {
      await Note.checkpoint();
      const transaction = await Note.beginTransaction(level);
      await Note.count({}, { transaction });
      const { checkpoints } = await Note.replicate(-1, Copy);
      // Its snapshot has the checkpoint before: the database has it begun again.
      expect(await outcomeOf(Note.create({ id: 'a', text: 'a' }, { transaction }))).toBe('40001');
      await transaction.rollback();
      const again = await Note.beginTransaction(level);
      await Note.create({ id: 'a', text: 'a' }, { transaction: again });
      await again.commit();
      await Note.replicate(checkpoints, Copy);
      expect(await rows(Copy)).toEqual([{ id: 'a', text: 'a' }]);
    });

    it('are not lost behind the first checkpoint', async () => {
      await models.model('checkpoint-here').destroyAll();
      const transaction = await Note.beginTransaction('REPEATABLE READ');
      await Note.count({}, { transaction });
      const { checkpoints } = await Note.replicate(-1, Copy);
      await Note.create({ id: 'a', text: 'a' }, { transaction });
      await transaction.commit();
      await Note.replicate(checkpoints, Copy);
      expect(await rows(Copy)).toEqual([{ id: 'a', text: 'a' }]);
    });

    it('do not fail where a process without our locks makes the record', async () => {
      await Note.create({ id: 'a', text: 'a' });
      const record = (await change(Note, 'a')).toJSON();
      const Changes = Note.getChangeModel() as Model;
      await Changes.destroyAll();
      const [ours, others] = [await Note.beginTransaction(), await Note.beginTransaction()];
      await Changes.create({ ...record, rev: 'theirs' }, { transaction: others });
      const recorded = Note.rectifyChange('a', { transaction: ours });
      await Note.count({}, { transaction: others });
      await others.commit();
      await recorded;
      expect(await Note.count({}, { transaction: ours })).toBe(1);
      await ours.commit();
      expect(await change(Note, 'a')).toMatchObject({ rev: record.rev });
    });
  });
});
