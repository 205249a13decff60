import { formatTable } from '../../../cli/format/table.ts';

test('numbers stand right, texts left, wide letters count once', () => {
  const columns = [
    { title: 'city', numeric: false },
    { title: 'n', numeric: true },
  ];
  expect(
    formatTable(columns, [
      ['Žalgrad', '7'],
      ['Yssel', '1234'],
    ]),
  ).toEqual(['city        n', '───────  ────', 'Žalgrad     7', 'Yssel    1234']);
});
