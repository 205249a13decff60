import type { Template } from '../jsonata/template.ts';
import { refuse, within } from './place.ts';
import { record } from './readers.ts';
import type { Reader } from './readers.ts';
import { template } from './template.ts';

/** An Assign field: what it assigns, and the object that gives the values. */
export interface Assignments {
  names: string[];
  template: Template;
}

const variableName = /^[\p{ID_Start}][\p{ID_Continue}]*$/u;

/** Names as AWS takes them: Unicode identifiers of at most 80 characters, `states` reserved. */
export const assignments: Reader<Assignments> = (value, place) => {
  const names = Object.keys(record(value, place));
  for (const name of names) {
    if (!variableName.test(name) || name.length > 80 || name === 'states' || name in Object.prototype) {
      refuse(
        within(place, name),
        'is not a variable name: use a letter, then letters, digits and underscores.',
      );
    }
  }
  return { names, template: template(value, place) };
};
