import { DiscoveryMembers } from './discovery-members.js';

/** Functions of LoopBack that are not offered, and what is used in their place. */
const REMOVED: Readonly<Record<string, string>> = {
  discoverModelDefinitionsSync: 'discoverModelDefinitions',
  discoverModelPropertiesSync: 'discoverModelProperties',
  discoverPrimaryKeysSync: 'discoverPrimaryKeys',
  discoverForeignKeysSync: 'discoverForeignKeys',
  discoverExportedForeignKeysSync: 'discoverExportedForeignKeys',
  discoverSchemasSync: 'discoverSchemas',
  discoverAndBuildModelsSync: 'discoverAndBuildModels',
  freeze: 'autoupdate or migrations of your own',
};

/** Members that throw, and name the replacement. */
export abstract class RemovedMembers extends DiscoveryMembers {}

for (const [name, replacement] of Object.entries(REMOVED)) {
  Object.defineProperty(RemovedMembers.prototype, name, {
    configurable: true,
    writable: true,
    value(): never {
      throw new Error(`dataSource.${name} is not offered: use ${replacement}`);
    },
  });
}
