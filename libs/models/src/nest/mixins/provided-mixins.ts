import type { ModulesContainer } from '@nestjs/core';
import type { Mixin } from '../../model/mixins/mixins.js';
import type { AnyModel } from '../../model/model.js';
import { getApplicationToken } from '../tokens.js';
import { type MixinProvider, modelMixinMetadata } from './model-mixin.decorator.js';

type HostModule = ModulesContainer extends Map<string, infer M> ? M : never;
type Wrapper = HostModule['providers'] extends Map<unknown, infer W> ? W : never;

/**
 * The mixins that a host provides. Their names are known before the models are made, their instances only afterwards: what is
 * asked of them in between is done once they are there.
 */
export class ProvidedMixins {
  /** The mixins by name, for an application. */
  readonly mixins: Readonly<Record<string, Mixin>>;
  private readonly waiting: (() => unknown)[] = [];
  private areThere = false;

  constructor(modules: ModulesContainer, application: string | undefined) {
    const found = new Map<string, Wrapper>();
    for (const module of modules.values()) {
      for (const wrapper of module.providers.values()) {
        const metadata = typeof wrapper.metatype === 'function' ? modelMixinMetadata(wrapper.metatype) : undefined;
        if (metadata === undefined) continue;
        if (getApplicationToken(metadata.application) !== getApplicationToken(application)) continue;
        const other = found.get(metadata.name);
        if (other !== undefined && other.metatype !== wrapper.metatype)
          throw new Error(`Both ${other.name} and ${wrapper.name} are the mixin "${metadata.name}"`);
        found.set(metadata.name, wrapper);
      }
    }
    this.mixins = Object.fromEntries([...found].map(([name, wrapper]) => [name, this.mixinOf(wrapper)]));
  }

  /** The providers are made: applies them where they have been asked for. */
  async begin(): Promise<void> {
    this.areThere = true;
    for (const apply of this.waiting.splice(0)) await apply();
  }

  private mixinOf(wrapper: Wrapper): Mixin {
    return (model: AnyModel, options: object) => {
      const apply = () => instanceOf(wrapper).apply(model, options as never);
      return this.areThere ? apply() : void this.waiting.push(apply);
    };
  }
}

function instanceOf(wrapper: Wrapper): MixinProvider {
  if (!wrapper.isDependencyTreeStatic())
    throw new Error(`${wrapper.name} is a mixin and request-scoped: there is no request when models are made`);
  const instance = wrapper.instance as Partial<MixinProvider>;
  if (typeof instance.apply !== 'function')
    throw new Error(`${wrapper.name} is a mixin and needs a method apply(model, options)`);
  return instance as MixinProvider;
}
