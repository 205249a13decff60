import { typeName } from '../engine/sql/types.ts';
import type { SqlType } from '../engine/sql/types.ts';

/** A type as the catalog writes it: `array<int>`. */
export function hiveName(type: SqlType): string {
  if (type.name === 'array') return `array<${hiveName(type.element)}>`;
  if (type.name === 'map') return `map<${hiveName(type.key)},${hiveName(type.value)}>`;
  const names: Record<string, string> = { varchar: 'string', integer: 'int', real: 'float', json: 'string' };
  return names[type.name] ?? typeName(type);
}
