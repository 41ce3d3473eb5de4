import { type AnyModel, type DefinitionProblem, DefinitionsError, type Relation } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { pathOf, userModelTest } from './ownership.js';
import { describeCheckAccess, isCheckAccess } from './strictness.js';

/**
 * Looks through the settings of access control, once all models are there.
 *
 * @param isEnabled - whether rules count: without users a path cannot lead to them
 * @throws DefinitionsError with everything that is wrong
 */
export function checkSettings(models: readonly AnyModel[], state: AuthState, isEnabled: boolean): void {
  const { checkAccess } = state.options;
  const ofAll: DefinitionProblem[] =
    checkAccess === undefined || isCheckAccess(checkAccess)
      ? []
      : [{ file: 'auth()', pointer: 'checkAccess', message: describeCheckAccess(checkAccess) }];
  const problems = [...ofAll, ...models.flatMap((model) => [...problemsOf(model, state, isEnabled)])];
  if (problems.length > 0) throw new DefinitionsError(problems);
}

function* problemsOf(model: AnyModel, state: AuthState, isEnabled: boolean): Iterable<DefinitionProblem> {
  const { checkAccess, checkAccessOnInclude, ownerPath } = model.settings;
  if (checkAccess !== undefined && !isCheckAccess(checkAccess))
    yield problem(model, 'checkAccess', describeCheckAccess(checkAccess));
  if (checkAccessOnInclude !== undefined && typeof checkAccessOnInclude !== 'boolean')
    yield problem(
      model,
      'checkAccessOnInclude',
      `is ${JSON.stringify(checkAccessOnInclude)}; it must be true or false`,
    );
  if (ownerPath === undefined || !isEnabled) return;
  const message = faultOf(model, ownerPath, state);
  if (message !== undefined) yield problem(model, 'ownerPath', `${JSON.stringify(ownerPath)}: ${message}`);
}

function faultOf(model: AnyModel, ownerPath: unknown, state: AuthState): string | undefined {
  try {
    const path = pathOf(model, ownerPath);
    return endFault(path, state) ?? path.map((relation, index) => stepFault(relation, path[index + 1])).find(isText);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function endFault(path: readonly Relation[], state: AuthState): string | undefined {
  const end = path.at(-1)?.modelTo;
  if (end === undefined) return undefined;
  const types = state.hasSeveralUserModels ? state.userModels.map(({ modelName }) => modelName) : ['USER'];
  if (types.some((type) => userModelTest(type, state)?.(end) === true)) return undefined;
  const users = state.userModels.map(({ modelName }) => modelName).join(', ');
  return `it leads to ${end.modelName}; it must lead to a model of users (${users})`;
}

// All of a path is read in one statement.
function stepFault({ modelFrom, modelTo }: Relation, next: Relation | undefined): string | undefined {
  if (next === undefined || modelTo === undefined || modelFrom.dataSource === modelTo.dataSource) return undefined;
  return `${modelFrom.modelName} and ${modelTo.modelName} are not on one data source`;
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}

function problem(model: AnyModel, setting: string, message: string): DefinitionProblem {
  return { file: model.core.schema.definition.source?.file ?? model.modelName, pointer: setting, message };
}
