import inflection from 'inflection';

/** The English plural of a model's name, as in LoopBack: the one of `inflection` 1.x, to the letter. */
export function pluralize(name: string): string {
  return inflection.pluralize(name);
}

/** The singular of a name, by the same rules. */
export function singularize(name: string): string {
  return inflection.singularize(name);
}
