/** A relation is declared wrongly: the start stops, and says where. */
export class RelationDefinitionError extends Error {
  constructor(model: string, relation: string, problem: string, file?: string) {
    super(`${file ?? `model ${model}`} › /relations/${relation}: ${problem}`);
    this.name = 'RelationDefinitionError';
  }
}
