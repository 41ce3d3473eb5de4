import { type AnyModel, type Relation, subqueryOf } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { type Claim, type Owner, ownershipOf } from './ownership.js';
import { idNameOf } from '../plugin/id-name-of.js';

type Where = Readonly<Record<string, unknown>>;

/**
 * The rows of a model that a user owns, as a where for a `Restriction`: the same rows for which `$owner` holds one by one.
 * `undefined` where the model has no owners.
 */
export function ownRows(model: AnyModel, owner: Owner, state: AuthState): Where | undefined {
  const ownership = ownershipOf(model, owner.principalType, state);
  if (ownership === undefined) return undefined;
  if (ownership.kind === 'self') return { [idNameOf(model)]: owner.id };
  const { kind, claims } = ownership;
  if (kind === 'any') return { or: claims.map((claim) => holds(claim, owner, state)) };
  const clauses: Where[] = [];
  const silent: Where[] = [];
  for (const claim of claims) {
    clauses.push({ and: [...silent, holds(claim, owner, state)] });
    if (claim.kind === 'property') silent.push(saysNothing(claim.name, model));
  }
  return { or: clauses };
}

/** The rows from which relations lead to the user, one from the other. */
export function rowsAlong(
  first: Relation,
  [next, ...rest]: readonly Relation[],
  owner: Owner,
  state: AuthState,
): Where {
  const { keyFrom, keyTo, modelTo } = first;
  if (next === undefined) return pointsTo(first, owner, state);
  if (modelTo === undefined) throw new TypeError(`The relation ${first.name} leads to several models`);
  return { [keyFrom]: { inq: subqueryOf(modelTo, keyTo, rowsAlong(next, rest, owner, state)) } };
}

function holds(claim: Claim, owner: Owner, state: AuthState): Where {
  return claim.kind === 'property' ? { [claim.name]: owner.id } : rowsAlong(claim.first, claim.rest, owner, state);
}

function pointsTo({ keyFrom, keyTo, modelTo, polymorphic }: Relation, owner: Owner, state: AuthState): Where {
  const callers = state.userModelOf(owner.principalType);
  const target = modelTo ?? callers;
  // The caller is there; whether a user of another model is, who has the same id, has to be looked up.
  const isKnown = target === undefined || (target === callers && keyTo === idNameOf(target));
  const key = isKnown ? owner.id : { inq: subqueryOf(target, keyTo, { [idNameOf(target)]: owner.id }) };
  return {
    [keyFrom]: key,
    ...(modelTo !== undefined || polymorphic === undefined
      ? {}
      : { [polymorphic.discriminator]: callers?.modelName ?? owner.principalType }),
  };
}

// What `$owner` takes for no answer, as far as the type of the property allows for it.
function saysNothing(name: string, model: AnyModel): Where {
  const type = model.getPropertyType(name);
  const isMissing = { [name]: null };
  if (type === 'Number') return { or: [isMissing, { [name]: 0 }] };
  return type === 'String' ? { or: [isMissing, { [name]: '' }] } : isMissing;
}
