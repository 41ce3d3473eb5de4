import { DataSource, type DataSourceSettings, ValidationError } from '@loopnest/models';

interface Member {
  id: number;
  name: string;
  email: string | null;
  age: number;
  level: string;
  nickname: string | null;
  club: string;
  isVip: boolean;
}

/** Section 5 of the programmatic API: checks, and what they find. */
export async function validation(settings: DataSourceSettings): Promise<object> {
  const db = new DataSource('club', { ...settings, autoMigrate: 'lazy' });
  const properties = {
    name: String,
    email: String,
    age: Number,
    level: String,
    nickname: String,
    club: String,
    isVip: Boolean,
    token: String,
    joined: String,
  };
  const Member = db.define<Member & { token: string; joined: string }>('Member', properties);
  Member.validatesPresenceOf('name', 'club');
  Member.validatesAbsenceOf('token', { on: 'create', message: 'is given later' });
  Member.validatesLengthOf('name', { min: 2, max: 10, allowBlank: true, message: { min: 'is too short a name' } });
  Member.validatesNumericalityOf('age', { int: true, allowNull: true, allowBlank: true });
  Member.validatesInclusionOf('level', { in: ['junior', 'senior'], if: 'isVip' });
  Member.validatesExclusionOf('nickname', { in: ['admin'], allowNull: true, allowBlank: true });
  Member.validatesFormatOf('email', {
    with: /@/,
    allowNull: true,
    allowBlank: true,
    unless() {
      return this.name === 'Bot';
    },
    message() {
      return `of ${this.name} needs an @`;
    },
  });
  Member.validatesDateOf('joined', { allowNull: true, allowBlank: true });
  Member.validatesUniquenessOf('name', { scopedTo: ['club'], ignoreCase: true, message: 'is taken' });
  Member.validate(
    'age',
    function (fail) {
      if (this.age < 18 && this.isVip) fail('minor');
    },
    { message: { minor: 'VIPs are adults' }, code: 'vip-age' },
  );
  Member.validateAsync(
    'club',
    async function (fail) {
      if ((await Member.count({ club: this.club })) >= 2) fail('full');
    },
    { message: { full: 'is full' } },
  );

  const failure = await Member.create({
    name: 'A',
    age: 7.5,
    email: 'nowhere',
    nickname: 'admin',
    level: 'king',
    isVip: true,
    token: 't',
    joined: 'once',
  }).then(
    () => null,
    (error: unknown) => (error instanceof ValidationError ? error : null),
  );
  const ada = await Member.create({ name: 'Ada', club: 'chess' });
  const taken = await codesOf(Member.create({ name: 'ADA', club: 'chess' }));
  const elsewhere = await Member.create({ name: 'Ada', club: 'go' });
  await Member.create({ name: 'Bot', club: 'chess', email: 'none' });
  const full = await codesOf(Member.create({ name: 'Eve', club: 'chess' }));

  // Without storing: with a callback where some checks end later.
  const draft = new Member({ name: 'Di', club: 'go' });
  const isValid = await new Promise((resolve) => draft.isValid(resolve));
  const wouldBe = await new Promise((resolve) => draft.isValid(resolve, { name: '' }));
  const errors = draft.errors;

  // Updates are checked as a whole; options and settings switch checks off.
  const update = await codesOf(ada.updateAttributes({ name: '' }));
  const unchecked = await elsewhere.updateAttributes({ name: '' }, { validate: false });
  Member.settings['automaticValidation'] = false;
  const automatic = await Member.create({ name: '' });
  Member.settings['automaticValidation'] = true;
  Member.settings['validateUpsert'] = true;
  const upsert = await codesOf(Member.upsert({ id: ada.id, name: '' }));
  await db.disconnect();

  return {
    failure: { name: failure?.name, message: failure?.message, statusCode: failure?.statusCode, ...failure?.details },
    taken,
    full,
    isValid,
    wouldBe,
    errors,
    update,
    unchecked: unchecked.name,
    automatic: automatic.isNewRecord(),
    upsert,
  };
}

function codesOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'valid',
    (error: unknown) => (error instanceof ValidationError ? error.details.codes : error),
  );
}
