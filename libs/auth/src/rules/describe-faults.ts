import { type AnyModel, remoteMethodsOf } from '@loopnest/models';
import { ACCESS_TYPES } from '../access/access-type.js';
import { ruleNames } from '../access/asked.js';
import { Principal } from '../access/principal.js';
import { isPermission, PERMISSIONS } from './permission.js';
import { ALL, isRule, partOf, type Rule } from './rule.js';

const PRINCIPAL_TYPES: readonly string[] = [Principal.ROLE, Principal.USER, Principal.APP, Principal.SCOPE];

/**
 * What of a model's written rules cannot work (deviation 4 of the chapter on auth): they stop nothing, but who has written them
 * thinks that they do.
 *
 * @param userModels - names of the models of users: types of principals, too
 */
export function describeFaults(model: AnyModel, userModels: readonly string[]): readonly string[] {
  const inherited = new Set(rulesOf(model.base).map((rule) => JSON.stringify(rule)));
  const methods = new Set(remoteMethodsOf(model).flatMap(ruleNames));
  const types = [...PRINCIPAL_TYPES, ...userModels];
  return rulesOf(model)
    .filter((rule) => !inherited.has(JSON.stringify(rule)))
    .flatMap((rule) =>
      faultsOf(rule, methods, types).map(
        (fault) => `${model.modelName}: the rule ${JSON.stringify(rule)} cannot work: ${fault}`,
      ),
    );
}

function faultsOf(rule: Rule, methods: ReadonlySet<string>, types: readonly string[]): readonly string[] {
  const { permission, principalType, principalId } = rule;
  const accessType = partOf(rule.accessType);
  return [
    ...(permission === undefined || isPermission(permission) ? [] : [unknown('permission', permission, PERMISSIONS)]),
    ...(ACCESS_TYPES.includes(String(accessType)) ? [] : [unknown('accessType', accessType, ACCESS_TYPES)]),
    ...(types.includes(String(principalType)) ? [] : [unknown('principalType', principalType, types)]),
    ...(partOf(principalId) === ALL ? ['principalId is missing'] : []),
    ...unknownMethods(partOf(rule.property), methods),
  ];
}

function unknownMethods(property: unknown, methods: ReadonlySet<string>): readonly string[] {
  if (property === ALL) return [];
  const names: readonly unknown[] = Array.isArray(property) ? property : [property];
  return names
    .filter((name) => !methods.has(String(name)))
    .map((name) =>
      name === ALL ? 'a "*" within a list is no wildcard' : `the model has no method ${JSON.stringify(name)}`,
    );
}

function unknown(part: string, value: unknown, known: readonly string[]): string {
  const found = value === undefined ? `${part} is missing` : `${part} is ${JSON.stringify(value)}`;
  return `${found}, and has to be one of ${known.join(', ')}`;
}

function rulesOf(model: AnyModel | undefined): readonly Rule[] {
  const acls: unknown = model?.settings['acls'];
  return Array.isArray(acls) ? (acls as readonly unknown[]).filter(isRule) : [];
}
