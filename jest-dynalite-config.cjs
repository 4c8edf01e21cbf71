/** Gives the tests the one table of `core/table.json`. The port follows the process, so that test runs never meet. */
const definition = require('./core/table.json');

module.exports = {
  basePort: 15000 + (process.pid % 15000),
  tables: [{ ...definition, TableName: 'trellis-test' }],
};
