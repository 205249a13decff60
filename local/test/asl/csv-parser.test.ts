import { CsvParser } from '../../src/asl/map/readers/csv-parser.ts';

function rowsOf(pieces: string[]): string[][] {
  const parser = new CsvParser(',');
  return [...pieces.flatMap((piece) => [...parser.push(piece)]), ...parser.end()];
}

it('reads the same rows however the text is cut into pieces', () => {
  const text = 'a,"b ""c"" \r\n\\"d\\"",\\\\e\r\n\r\n""x,\\,\n"last",""';
  const broken = rowsOf([text.replace('""x', '')]);
  expect(broken).toEqual([['a', 'b "c" \r\n"d"', '\\e'], [''], ['', ','], ['last', '']]);
  for (let size = 1; size < 9; size++) {
    const pieces = text.replace('""x', '').match(new RegExp(`[^]{1,${size}}`, 'g'))!;
    expect(rowsOf(pieces)).toEqual(broken);
  }
});

it('reads nothing out of nothing, and a row out of each line end', () => {
  expect(rowsOf([])).toEqual([]);
  expect(rowsOf([''])).toEqual([]);
  expect(rowsOf(['\n'])).toEqual([['']]);
  expect(rowsOf(['a\n\n', '\nb'])).toEqual([['a'], [''], [''], ['b']]);
});
