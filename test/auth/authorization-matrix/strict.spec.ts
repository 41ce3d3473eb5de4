import { matrixSuite } from './matrix-suite.js';

matrixSuite('strict');
