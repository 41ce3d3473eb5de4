import { toPlainObject } from '../../definition/plain-object.js';
import type { RawFilter } from '../../query/query.js';
import type { CustomAccessors } from '../custom-accessors.js';
import { defineNamedScopes } from '../named-scope.js';
import { MixinMembers } from './mixin-members.js';

/** What a model class does with how properties are set and read, and with named scopes. */
export abstract class PropertyMembers extends MixinMembers {
  /** Functions that set properties in place of the plain way; `this.$name` is the plain value. */
  static get setter(): CustomAccessors['setters'] {
    return this.core.customAccessors().setters;
  }

  /** Functions that read properties in place of the plain way. */
  static get getter(): CustomAccessors['getters'] {
    return this.core.customAccessors().getters;
  }

  /** Adds a named scope: a function of the class, and endpoints as those of `scopes` in a definition. */
  static scope(name: string, filter: RawFilter): void {
    const { settings } = this.core.schema;
    settings['scopes'] = { ...toPlainObject(settings['scopes']), [name]: filter };
    defineNamedScopes(this.core.model);
    this.core.remotingChanged('remoteMethodAdded');
  }
}
