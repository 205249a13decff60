const spelled: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  å: 'a',
  ł: 'l',
  đ: 'd',
  þ: 'th',
};

/** A name as Glue takes it: small letters, digits and underscores, no digit first. */
function glueName(source: string, otherwise: string): string {
  const plain = source
    .toLowerCase()
    .replace(/[äöüßæøåłđþ]/g, (letter) => spelled[letter]!)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 100);
  if (plain === '') return otherwise;
  return /^\d/.test(plain) ? `c_${plain}` : plain;
}

/** Glue's names of columns, each once: of those that would be the same, later ones get a number. */
export function glueNames(sources: string[]): string[] {
  const taken = new Set<string>();
  return sources.map((source, i) => {
    const name = glueName(source, `column_${i + 1}`);
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name}_${number}`;
    taken.add(free);
    return free;
  });
}

/** What a table is called that is made of a file: `Häuser 2024.csv.gz` gives `haeuser_2024`. */
export function tableName(file: string): string {
  const base = file
    .replace(/^.*[\\/]/, '')
    .replace(/(\.(csv|tsv|txt|jsonl|ndjson|json|parquet|gz|zip))+$/i, '');
  return glueName(base, 'table').replace(/^(bronze|silver|gold)_/, 'my_$1_');
}
