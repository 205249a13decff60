/**
 * What programs write for a value that is missing: pandas' list (https://pandas.pydata.org/docs/reference/api/pandas.read_csv.html,
 * na_values), Hive's, those of languages, and what Excel writes for an error.
 */
const words = `
  nan -nan +nan null none na n/a n.a. #na #n/a nat nil undefined <na> <n/a> (null) (none) (na) <null> <none> - -- ? . \\n
  1.#ind -1.#ind 1.#qnan -1.#qnan #null! #value! #ref! #name? #div/0! #num! inf -inf infinity -infinity`;

const missing = new Set(words.trim().split(/\s+/)).add('#n/a n/a');

/** Whether a text stands for none, in any case: taken as a value, it would make one of all that have none. */
export function isMissingWord(text: string): boolean {
  return missing.has(text.toLowerCase());
}
