/** What packaging refuses, in one sentence: osls shows an error's stack where it has one. */
'use strict';

module.exports = { refusal: (message) => Object.assign(new Error(message), { stack: message }) };
