import { testDatabases } from '../../support/databases.js';
import { accessNonInterferenceSuite } from './non-interference-suite.js';

// A file per database, so that they run side by side.
testDatabases()
  .filter(({ name }) => name === 'sqlite')
  .forEach(accessNonInterferenceSuite);
