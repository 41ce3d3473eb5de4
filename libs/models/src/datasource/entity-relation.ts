/** A model as a relation names it. */
interface RelatedModel {
  readonly modelName: string;
}

/** What entities have to know of a relation of a model. Properties by which models are joined are meant as in the model. */
export interface EntityRelation {
  readonly name: string;
  readonly type: string;
  readonly keyFrom: string;
  readonly keyTo: string;
  readonly multiple: boolean;
  readonly modelTo: RelatedModel | undefined;
  readonly through: { readonly model: RelatedModel; readonly keyFrom: string; readonly keyTo: string } | undefined;
  readonly polymorphic: { readonly discriminator: string; readonly typeName: string | undefined } | undefined;
  readonly scope: unknown;
}
