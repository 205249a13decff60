import { words } from './words.ts';

/** What may stand for a member's value in a line of JSON, each also where another type is wanted. */
const lenientValues = [
  ...[
    'null',
    'NULL',
    'true',
    'True',
    'false',
    '1',
    '-1',
    '1.0',
    '1.50',
    '1e3',
    '0x1F',
    '0123',
    'NaN',
    'abc',
    "'x'",
  ],
  ...[
    '"\\u00e9"',
    '"\\u0041\\n\\t\\"\\/"',
    '"\\ud83d\\ude00"',
    '"\\ud800"',
    '"\\q\\a\\v"',
    '"\\u+041"',
    '"</b>"',
  ],
  ...[
    '[]',
    '[1,2]',
    '[1,"2",null]',
    '[1,,2]',
    '[1;2]',
    '[1,]',
    '["a","b c"]',
    '[[1,2],[3]]',
    '[[1.5,null],7,[]]',
  ],
  ...[
    '{}',
    '{"a":1}',
    '{"B":[1.0,2e1],"b":TRUE,c:null}',
    '{"a":"</x>","A":\'"\'}',
    '12345678901234567890',
    '1E400',
  ],
];
const strictValues = [
  ...[
    'null',
    'true',
    'false',
    '1',
    '-1',
    '-0',
    '1.0',
    '1.50',
    '1e3',
    '1E+2',
    '0.1',
    '200',
    '128',
    '-129',
    '1.5e-7',
  ],
  ...[
    '12345678901234567890',
    '9007199254740993.0',
    '9.3e18',
    '2147483647.9',
    '1e400',
    '16777217',
    '3.4028236e38',
  ],
  ...[
    '"\\u00e9"',
    '"\\u0041\\n\\t\\"\\/"',
    '"\\ud83d\\ude00"',
    '[]',
    '[1,2]',
    '[1,"2",null]',
    '["a",1.0,true]',
    '{}',
  ],
  ...[
    '{"a":1}',
    '[[1]]',
    'nan',
    'NULL',
    '01',
    '+1',
    '.5',
    '1.',
    "'x'",
    '"\\q"',
    '"a\tb"',
    'tru',
    '[1,]',
    '{"a":1,}',
  ],
];

/** Lines that are odd as a whole. */
const oddLines = [
  ...[
    '',
    ' ',
    '\t',
    '{}',
    '[]',
    'null',
    'x',
    '"{}"',
    ' {"id":1}',
    '{"id":2} trailing',
    '{"id":3}{"id":4}',
    '{"id":5',
  ],
  ...[
    '{"id":6,}',
    '{"id" 7}',
    '{id:8}',
    "{'id':9}",
    '{"id"=10}',
    '{"id"=>11;"name"="x"}',
    '{"id":12 /* c */ }',
  ],
  ...[
    '{"id":13 // c',
    '{"id":14 # c }',
    '# {"id":15}',
    '{"id":1,"id":16}',
    '{"id":1,"ID":17}',
    '{"ID":1,"id":null}',
  ],
  ...[
    '{"Id":18,"NAME":"x"}',
    '{"Name":"n","name":"m","id":19}',
    '{"timestamp":"ts","id":20}',
    '{"full.name":"f"}',
  ],
  ...[
    '{"Full.Name":"F","name":"n"}',
    '{"user.name":"u"}',
    '{"USER.NAME":"u","user.name":"v"}',
    '{"user_name":"w"}',
  ],
  ...[
    '{"user.name":"u","user_name":"w"}',
    '{"a.b.c":1}',
    '{"a_b.c":2}',
    '{"a.b.c":1,"a_b.c":2}',
    '{"A.B.C":3}',
  ],
  ...[
    '{"id":{"a":1}}',
    '{"id":[1]}',
    '{"name":{"a":[1,{"b":2}]}}',
    '{null:1}',
    '{"":1}',
    '{"id":"21"',
    '{"_col0":5}',
  ],
];

const member = (column: string, value: string) => `{"id":1,"${column}":${value}}`;

/** Lines that most readers of JSON agree about: each of the words as a text in each column, each value as it is. */
export function jsonLines(columns: string[], strict: boolean): string[] {
  const quoted = words.map((word) => JSON.stringify(word));
  const values = [...quoted, ...(strict ? strictValues : lenientValues)];
  return columns.flatMap((column) => values.map((value) => member(column, value)));
}

/** Words without their quotes, and the odd lines. */
export function oddJsonLines(columns: string[]): string[] {
  // eslint-disable-next-line no-control-regex -- they end lines or words
  const bare = words.filter((word) => word !== '' && !/[\s\0-\x1f"'\\{}[\],:;=#/]/.test(word));
  return [...oddLines, ...columns.flatMap((column) => bare.map((word) => member(column, word)))];
}
