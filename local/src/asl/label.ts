const forbidden = /[\s?*<>{}[\]"#%\\^|~`$&,;:/\p{Cc}\p{Cs}\ufffe\uffff]/u;

/** Why a text cannot be the Label of a distributed Map; undefined of one that can. */
export function labelProblem(label: string): string | undefined {
  const character = forbidden.exec(label)?.[0];
  if (character !== undefined) return `Label contains invalid character: ${JSON.stringify(character)}`;
  if (label.length > 40) return 'Label cannot exceed 40 characters';
  return label === '' ? 'Label cannot be empty' : undefined;
}
