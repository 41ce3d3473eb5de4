'use strict';

/**
 * Runs functions `(done)` one after the other, as `async.series` does, and calls back with what each has called back, by name. The
 * first error ends it.
 */
module.exports = function inTurn(steps, callback) {
  const results = {};
  const [...names] = Object.keys(steps);
  next();

  function next() {
    const name = names.shift();
    if (name === undefined) return callback(null, results);
    steps[name]((error, result) => {
      if (error) return callback(error, results);
      results[name] = result;
      next();
    });
  }
};
