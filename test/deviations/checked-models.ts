import type { Application, ModelClass } from '@loopnest/models';

/** Models whose checks LoopBack 3 makes otherwise, or not at all. */
export const checkedModels = [
  { name: 'Letter', properties: { sender: 'string', pages: 'number', seal: 'string', opened: 'boolean' } },
  { name: 'Empty', properties: { least: 'string', most: 'string', exact: 'string' } },
  {
    name: 'Label',
    properties: {
      text: { type: 'string', required: true },
      code: {
        type: 'string',
        postgresql: { dataType: 'varchar', dataLength: 3 },
        sqlite3: { dataType: 'varchar', dataLength: 3 },
      },
    },
  },
  { name: 'Badge', properties: { number: { type: 'number', index: { unique: true } } } },
  { name: 'Errand', properties: { how: 'string', first: 'string', second: 'string' } },
];

/** What the script of `Errand` does, by the property `how`. */
const ERRANDS: Readonly<Record<string, (done: (error?: unknown) => void) => unknown>> = {
  throw: () => {
    throw new Error('a secret of the server');
  },
  refuse: () => {
    throw Object.assign(new Error('not today'), { statusCode: 409, code: 'NOT_TODAY' });
  },
  reject: () => Promise.reject(new Error('a secret of the server')),
  error: (done) => done(new Error('a secret of the server')),
  twice: (done) => {
    done();
    done();
    setImmediate(done);
  },
  thenThrow: (done) => {
    done();
    throw new Error('too late to matter');
  },
};

/** Registers the checks, as the scripts of the models would. */
export function registerChecks({ registry }: Application): void {
  const model = (name: string) => registry.getModel(name) as unknown as ModelClass;

  model('Letter').validatesLengthOf('sender', { min: 2, max: 4, message: 'is no name', if: 'pages' });
  model('Letter').validatesNumericalityOf('pages', { int: true, allowBlank: true, message: 'is no count' });
  model('Letter').validatesPresenceOf('seal', { if: 'opened', code: 'if' });
  model('Letter').validatesPresenceOf('seal', { unless: 'opened', code: 'unless' });
  model('Letter').validatesPresenceOf('seal', { if: 'nothing', code: 'if-nothing' });
  model('Letter').validatesPresenceOf('seal', { unless: 'nothing', code: 'unless-nothing' });

  const optional = { allowBlank: true, allowNull: true };
  model('Empty').validatesLengthOf('least', { min: 0 });
  model('Empty').validatesLengthOf('most', { max: 0, ...optional });
  model('Empty').validatesLengthOf('exact', { is: 0, ...optional });

  model('Badge').validatesUniquenessOf('number');

  model('Errand').validate('how', function (this: any) {
    if (this.how === 'at once') throw new Error('a secret of the server');
  });
  model('Errand').validateAsync('how', function (this: any, _fail, done) {
    const errand = ERRANDS[this.how];
    return errand === undefined ? done() : errand(done);
  });
  const inReverse: (() => void)[] = [];
  const endInReverse = function (this: any, fail: () => void, done: () => void) {
    if (this.how !== 'in reverse') return done();
    const end = () => {
      fail();
      done();
    };
    if (inReverse.unshift(end) === 2) inReverse.splice(0).forEach((each) => each());
  };
  model('Errand').validateAsync('first', endInReverse);
  model('Errand').validateAsync('second', endInReverse);
}
