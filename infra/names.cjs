/** How the template calls what belongs to a machine or function: `svr-leaderboard` has the role `SvrLeaderboardRole`. */
'use strict';

/** `svr-leaderboard` as `SvrLeaderboard`. */
const pascalCase = (name) => name.replace(/(^|-)(\w)/g, (_, hyphen, letter) => letter.toUpperCase());

const machineId = (name) => `${pascalCase(name)}StateMachine`;
const roleId = (name) => `${pascalCase(name)}Role`;
/** `silver_pairs` as `SilverPairs`. */
const tableId = (table) => pascalCase(table.replaceAll('_', '-'));

module.exports = { machineId, pascalCase, roleId, tableId };
