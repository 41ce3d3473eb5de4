'use strict';

const { DataSource } = require('@loopnest/models');
const inTurn = require('./in-turn.cjs');

/** Section 5 of the programmatic API: checks, and what they find. */
module.exports = function validation(settings, callback) {
  const db = new DataSource('club', { ...settings, autoMigrate: 'lazy' });
  const Member = db.define('Member', {
    name: String,
    email: String,
    age: Number,
    level: String,
    nickname: String,
    club: String,
    isVip: Boolean,
    token: String,
    joined: String,
  });
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
    function (fail, done) {
      Member.count({ club: this.club }, (error, count) => {
        if (count >= 2) fail('full');
        done(error);
      });
    },
    { message: { full: 'is full' } },
  );

  const draft = new Member({ name: 'Di', club: 'go' });
  let ada;
  let elsewhere;
  inTurn(
    {
      failure: (done) =>
        Member.create(
          {
            name: 'A',
            age: 7.5,
            email: 'nowhere',
            nickname: 'admin',
            level: 'king',
            isVip: true,
            token: 't',
            joined: 'once',
          },
          ({ name, message, statusCode, details }) => done(null, { name, message, statusCode, ...details }),
        ),
      first: (done) => Member.create({ name: 'Ada', club: 'chess' }, (error, created) => done(error, (ada = created))),
      taken: (done) => Member.create({ name: 'ADA', club: 'chess' }, codesTo(done)),
      second: (done) =>
        Member.create({ name: 'Ada', club: 'go' }, (error, created) => done(error, (elsewhere = created))),
      third: (done) => Member.create({ name: 'Bot', club: 'chess', email: 'none' }, done),
      full: (done) => Member.create({ name: 'Eve', club: 'chess' }, codesTo(done)),

      // Without storing: with a callback where some checks end later.
      isValid: (done) => draft.isValid((isValid) => done(null, isValid)),
      wouldBe: (done) => draft.isValid((isValid) => done(null, isValid), { name: '' }),
      errors: (done) => done(null, draft.errors),

      // Updates are checked as a whole; options and settings switch checks off.
      update: (done) => ada.updateAttributes({ name: '' }, codesTo(done)),
      unchecked: (done) =>
        elsewhere.updateAttributes({ name: '' }, { validate: false }, (error, { name }) => done(error, name)),
      automatic: (done) => {
        Member.settings.automaticValidation = false;
        Member.create({ name: '' }, (error, member) => done(error, member.isNewRecord()));
      },
      upsert: (done) => {
        Member.settings.automaticValidation = true;
        Member.settings.validateUpsert = true;
        Member.upsert({ id: ada.id, name: '' }, codesTo(done));
      },
      disconnected: (done) => db.disconnect(done),
    },
    (error, { failure, taken, full, isValid, wouldBe, errors, update, unchecked, automatic, upsert }) =>
      callback(error, { failure, taken, full, isValid, wouldBe, errors, update, unchecked, automatic, upsert }),
  );
};

function codesTo(done) {
  return (error) => done(null, error ? error.details.codes : 'valid');
}
