'use strict';

/** Quoted text, which stays to the letter, or a gap: white space and comments. */
const QUOTED_OR_GAP = /('(?:[^']|'')*'|"(?:[^"]|"")*")|(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)+/g;

/** The statement on one line, without its comments: a state machine's definition takes no line breaks in strings. */
exports.fold = (sql) => sql.replace(QUOTED_OR_GAP, (_, quoted) => quoted ?? ' ').trim();
