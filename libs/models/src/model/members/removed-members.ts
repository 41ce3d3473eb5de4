import { PropertyMembers } from './property-members.js';

/** The old hooks of LoopBack, and the observers that are used in their place. */
const OLD_HOOKS: Readonly<Record<string, string>> = {
  afterInitialize: "observe('loaded', …)",
  beforeValidate: "observe('before save', …)",
  afterValidate: "observe('before save', …)",
  beforeSave: "observe('before save', …)",
  afterSave: "observe('after save', …)",
  beforeCreate: "observe('before save', …) with isNewInstance",
  afterCreate: "observe('after save', …) with isNewInstance",
  beforeUpdate: "observe('before save', …)",
  afterUpdate: "observe('after save', …)",
  beforeDestroy: "observe('before delete', …)",
  afterDestroy: "observe('after delete', …)",
};

/** Members that are not offered: setting one throws, and names the replacement. */
export abstract class RemovedMembers extends PropertyMembers {}

for (const [name, replacement] of Object.entries(OLD_HOOKS)) {
  Object.defineProperty(RemovedMembers, name, {
    configurable: true,
    get: () => undefined,
    set(): never {
      throw new Error(`The hook ${name} is not offered: use ${replacement}`);
    },
  });
}
