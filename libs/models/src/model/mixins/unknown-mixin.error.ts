/** A model asks for a mixin that is neither a file, nor defined in code, nor a model: LoopBack's text. */
export class UnknownMixinError extends Error {
  constructor(model: string, mixin: string) {
    super(unknownMixin(model, mixin));
    this.name = 'Error';
  }
}

export function unknownMixin(model: string, mixin: string): string {
  return `Model "${model}" uses unknown mixin: ${mixin}`;
}
