import { gzipSync } from 'node:zlib';
import { StatesError } from '../../src/asl/index.ts';
import type { Json, TaskRequest } from '../../src/asl/host.ts';
import { run, VirtualHost } from '../../conformance/virtual-host.ts';

const getObject = 'arn:aws:states:::s3:getObject';
const listObjectsV2 = 'arn:aws:states:::s3:listObjectsV2';

/** What a distributed Map that only passes its items on makes of a file. */
function read(text: string, ReaderConfig: object, host = new VirtualHost({ objects: { 'b/k': text } })) {
  return run(
    definition({ Resource: getObject, Arguments: { Bucket: 'b', Key: 'k' }, ReaderConfig }),
    {},
    host,
  );
}

function definition(ItemReader: object, fields: object = {}) {
  const ItemProcessor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Item',
    States: { Item: { Type: 'Wait', Seconds: 1, End: true } },
  };
  return { StartAt: 'M', States: { M: { Type: 'Map', ItemReader, ItemProcessor, End: true, ...fields } } };
}

const failed = (cause: string) => ({
  error: 'States.ItemReaderFailed',
  errorCause: expect.stringContaining(cause) as string,
});

// Files and items as recorded on AWS (test_item_reader's CSV cases among LocalStack's tests).
describe('an ItemReader of CSV', () => {
  const file = "Value1,Value2,Value3\nValue4,Value5,Value6\n,,,\ntrue,1,'HelloWorld'\nNull,None,\n   \n";
  const given = (...CSVHeaders: string[]) => ({ InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders });
  const firstRow = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };

  it('names the cells by the given headers, fills missing ones and drops others', async () => {
    expect(await read(file, given('H1', 'H2', 'H3'))).toEqual([
      { H1: 'Value1', H2: 'Value2', H3: 'Value3' },
      { H1: 'Value4', H2: 'Value5', H3: 'Value6' },
      { H1: '', H2: '', H3: '' },
      { H1: 'true', H2: '1', H3: "'HelloWorld'" },
      { H1: 'Null', H2: 'None', H3: '' },
      { H1: '   ', H2: '', H3: '' },
    ]);
    expect(await read(file, given('H1'))).toEqual(
      ['Value1', 'Value4', '', 'true', 'Null', '   '].map((H1) => ({ H1 })),
    );
  });

  it('takes the headers from the first row, an empty one too', async () => {
    expect(await read(file.replace('Value1,Value2,Value3', 'H1,'), firstRow)).toEqual([
      { H1: 'Value4', '': 'Value5' },
      { H1: '', '': '' },
      { H1: 'true', '': '1' },
      { H1: 'Null', '': 'None' },
      { H1: '   ', '': '' },
    ]);
  });

  it.each([
    [0, 4],
    [2, 2],
    [100_000_001, 4],
  ])('with MaxItems %i gives %i items', async (MaxItems, count) => {
    const rows = 'Col1,Col2\n1,2\n3,4\n5,6\n7,8\n';
    expect(await read(rows, { ...firstRow, MaxItems })).toHaveLength(count);
  });

  it('refuses headers that repeat', async () => {
    const host = new VirtualHost({ objects: { 'b/k': file } });
    const running = read(file, given('H1', 'H1'), host);
    await expect(running).rejects.toMatchObject(failed('CSV headers cannot contain duplicates.'));
    expect(host.eventTypes).toEqual([
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunFailed',
      'MapStateFailed',
    ]);
  });

  it('reads other delimiters and quoted cells', async () => {
    const config = { ...firstRow, CSVDelimiter: 'PIPE' };
    expect(await read('a|b\n"x|""y""\n"|2\n', config)).toEqual([{ a: 'x|"y"\n', b: '2' }]);
    await expect(read('a,b\n"x', firstRow)).rejects.toMatchObject(failed('The file is not CSV'));
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html
  it.each<[string, string, string[]]>([
    ['quoted delimiters and line ends', '"a,b","l1\nl2"', ['a,b', 'l1\nl2']],
    ['quotes written twice, within quotes', '"say ""hi""",2', ['say "hi"', '2']],
    ['quotes written twice, within a field', '{""K"":""V""},"[1,2,3]"', ['{"K":"V"}', '[1,2,3]']],
    ['an empty text in quotes', '"",x', ['', 'x']],
    [
      'backslashes written twice',
      'C:\\\\Program Files\\\\MyApp.exe,1',
      ['C:\\Program Files\\MyApp.exe', '1'],
    ],
    ['an escaped delimiter', 'a\\,b,c', ['a,b', 'c']],
    ['escaped quotes in pairs', '\\"a\\",b', ['"a"', 'b']],
    ['escaped quotes within quotes', '"x \\"a\\" y",b', ['x "a" y', 'b']],
    ['a backslash before anything else', 'C:\\new,\\t', ['C:new', 't']],
    ['a backslash before a line end', 'a,b\\', ['a', 'b']],
    ['single quotes', "'a,b'", ["'a", "b'"]],
  ])('reads %s', async (_, row, [a, b]) => {
    const items = [
      { a, b },
      { a: '1', b: '2' },
    ];
    expect(await read(`a,b\n${row}\n1,2`, firstRow)).toEqual(items);
    expect(await read(`a,b\r\n${row}\r\n1,2\r\n`, firstRow)).toEqual(items);
  });

  it('escapes its own delimiter only', async () => {
    const config = { ...firstRow, CSVDelimiter: 'PIPE' };
    expect(await read('a|b\nx\\|y|z\\,w\n', config)).toEqual([{ a: 'x|y', b: 'z,w' }]);
  });

  it.each([
    ['a stray quote', '5" disk,x', 'line 3: a quotation mark stands within a field'],
    ['quotes around a part of a field', 'a "b" c,x', 'line 3: a quotation mark stands within a field'],
    ['quotes behind a blank', 'a, "b"', 'line 3: a quotation mark stands within a field'],
    ['text behind a closing quote', '"a"b,x', 'line 3: something follows a closing quotation mark'],
    ['one escaped quote alone', '5\\" disk,x', 'line 3: \\" counts in pairs only; write "" instead'],
    ['an open quote', '"a,x', 'a quotation mark is not closed before the file ends'],
  ])('refuses %s, which AWS’s rules do not settle', async (_, row, problem) => {
    await expect(read(`a,b\n1,2\n${row}\n3,4\n`, firstRow)).rejects.toMatchObject(failed(problem));
  });
});

describe('an ItemReader of JSON', () => {
  const config = { InputType: 'JSON' };

  it('gives the elements of an array, however they are cut into chunks', async () => {
    const items: Json = [1, 'a,]["\\', { 'b"]': [[], {}, 'é'] }, null, [], true, ' '];
    expect(await read(JSON.stringify(items, null, 2), config)).toEqual(items);
    expect(await read(JSON.stringify(items), config)).toEqual(items);
    expect(await read(' [ ] ', config)).toEqual([]);
  });

  it.each([
    ['{"a": [1]}', 'Attempting to map over non-iterable node.'],
    ['"text"', 'Attempting to map over non-iterable node.'],
    ['[1, 2', 'ends within the array'],
    ['[1 2]', 'not JSON'],
    ['[1,]', 'not JSON'],
    ['[,1]', 'not JSON'],
    ['[1] 2', 'something follows'],
  ])('refuses %s', async (text, cause) => {
    await expect(read(text, config)).rejects.toMatchObject(failed(cause));
  });

  it.each<[string, Json]>([
    ['', [{ orders: [] }, 'é']],
    ['/0/orders', []],
    // The escapes of RFC 6901, section 5.
    ['/a~1b', [1]],
    ['/m~0n/1', [2, [3]]],
    ['/ ', [null]],
  ])('gives the array that ItemsPointer %j finds', async (ItemsPointer, expected) => {
    const file =
      ItemsPointer.startsWith('/0') || ItemsPointer === ''
        ? [{ orders: [] }, 'é']
        : { 'a/b': [1], 'm~n': [0, [2, [3]]], ' ': [null] };
    expect(await read(JSON.stringify(file), { ...config, ItemsPointer })).toEqual(expected);
  });

  it.each([
    ['{"a": {"b": 1}}', '/a', 'ItemsPointer /a finds no array'],
    ['{"a": [[1]]}', '/a/1', 'ItemsPointer /a/1 finds nothing'],
    ['{}', '/constructor', 'ItemsPointer /constructor finds nothing'],
    ['{"a": [1]', '/a', 'not JSON'],
  ])('refuses %s with ItemsPointer %s', async (text, ItemsPointer, cause) => {
    await expect(read(text, { ...config, ItemsPointer })).rejects.toMatchObject(failed(cause));
  });

  it.each([
    [
      { InputType: 'JSON', ItemsPointer: 'a' },
      'ItemsPointer: expected a JSON Pointer, such as /order/items, got "a"',
    ],
    [{ InputType: 'JSON', ItemsPointer: '/a~2' }, 'got "/a~2"'],
    [{ InputType: 'JSONL', ItemsPointer: '/a' }, 'ItemsPointer needs InputType JSON'],
  ])('refuses %j when the machine is loaded', (ReaderConfig, problem) => {
    expect(() => read('[]', ReaderConfig)).toThrow(problem);
  });

  it('stops at MaxItems, which an expression may give', async () => {
    expect(await read('[1, 2, 3]', { ...config, MaxItems: '{% 1 + 1 %}' })).toEqual([1, 2]);
    await expect(read('[1]', { ...config, MaxItems: '{% -1 %}' })).rejects.toMatchObject(
      failed('field MaxItems must be positive'),
    );
  });
});

describe('an ItemReader of JSON Lines', () => {
  const config = { InputType: 'JSONL' };

  it('gives the lines’ values', async () => {
    expect(await read('{"a":"é"}\r\n2\n\n"x"', config)).toEqual([{ a: 'é' }, 2, 'x']);
    expect(await read('', config)).toEqual([]);
  });

  it('names the line that is not JSON, before any child starts', async () => {
    const host = new VirtualHost({ objects: { 'b/k': '1\n2\n{\n' } });
    await expect(read('', config, host)).rejects.toMatchObject(
      failed('Line 3 of the JSON Lines file is not JSON'),
    );
    expect(host.mapRuns[0]).toMatchObject({ children: [], ended: 'FAILED' });
  });

  it('tells the source to ItemSelector', async () => {
    const reader = {
      Resource: getObject,
      Arguments: { Bucket: 'b', Key: '{% "k" %}' },
      ReaderConfig: config,
    };
    const selector = { ItemSelector: '{% $states.context.Map.Item %}' };
    const host = new VirtualHost({ objects: { 'b/k': '7' } });
    expect(await run(definition(reader, selector), {}, host)).toEqual([
      { Index: 0, Value: 7, Source: 'S3://b/k' },
    ]);
  });

  it('keeps few inputs in memory at a time', async () => {
    const host = new VirtualHost({ objects: { 'b/k': '1\n'.repeat(200) } });
    await run(
      definition(
        { Resource: getObject, Arguments: { Bucket: 'b', Key: 'k' }, ReaderConfig: config },
        { MaxConcurrency: 5, Output: 'done' },
      ),
      {},
      host,
    );
    expect(Math.max(...host.mapRuns[0]!.counts.map(({ items }) => items.running))).toBe(5);
  });
});

describe('an ItemReader of a listing', () => {
  const object = (Key: string) => ({
    ETag: `"${Key}"`,
    Key,
    Size: 1,
    LastModified: '2022-11-17T15:44:41Z',
    StorageClass: 'STANDARD',
  });
  const pages: Record<string, Json> = {
    first: { Contents: [object('a'), object('b')], NextContinuationToken: 'second' },
    second: { Contents: [object('c')] },
  };
  const reader = { Resource: listObjectsV2, Arguments: { Bucket: 'b', Prefix: 'p/' } };

  // The sample of input-output-itemreader.html has this time.
  it('gives the objects of all pages, with Etag as AWS names it and LastModified in seconds', async () => {
    const requests: TaskRequest[] = [];
    const host = new VirtualHost({
      async callService(request) {
        requests.push(request);
        const { ContinuationToken = 'first' } = request.arguments as { ContinuationToken?: string };
        return pages[ContinuationToken]!;
      },
    });
    expect(await run(definition(reader), {}, host)).toEqual(
      ['a', 'b', 'c'].map((Key) => ({
        Etag: `"${Key}"`,
        Key,
        Size: 1,
        LastModified: 1668699881,
        StorageClass: 'STANDARD',
      })),
    );
    expect(requests[0]).toMatchObject({
      resource: 'arn:aws:states:::aws-sdk:s3:listObjectsV2',
      arguments: { Bucket: 'b', Prefix: 'p/' },
    });
  });

  it('fails as an ItemReader when S3 refuses', async () => {
    const host = new VirtualHost({
      callService: () =>
        Promise.reject(new StatesError('S3.NoSuchBucketException', 'The bucket does not exist')),
    });
    await expect(run(definition(reader), {}, host)).rejects.toMatchObject(
      failed('The bucket does not exist'),
    );
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
describe('an ItemReader of several files', () => {
  const files = {
    'b/manifest.csv': 's3://b/out/1.gz\ns3://other/out/2\n',
    'b/out/1.gz': gzipSync('{"n":1}\n{"n":2}\n'),
    'other/out/2': '{"n":3}\n',
  };
  const lines = { InputType: 'JSONL' };
  const readManifest = (objects: Record<string, string | Uint8Array>, more: object = {}) => {
    const ReaderConfig = { ManifestType: 'ATHENA_DATA', ...lines, ...more };
    const reader = { Resource: getObject, Arguments: { Bucket: 'b', Key: 'manifest.csv' }, ReaderConfig };
    return run(definition(reader), {}, new VirtualHost({ objects }));
  };

  it('reads the files of Athena’s manifest, gzip or plain', async () => {
    expect(await readManifest(files)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await readManifest(files, { MaxItems: 2 })).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await readManifest({ 'b/manifest.csv': '' })).toEqual([]);
  });

  it('reads a single file that is gzip', async () => {
    const host = new VirtualHost({ objects: { 'b/k': gzipSync('H\n1\n2\n') } });
    expect(await read('', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }, host)).toEqual([
      { H: '1' },
      { H: '2' },
    ]);
  });

  it('fails by name where manifest or file is none', async () => {
    await expect(readManifest({ 'b/manifest.csv': 'out/1\n' })).rejects.toMatchObject(failed('"out/1"'));
  });

  const zipped = gzipSync('{"n":1}\n'.repeat(9));
  it.each([
    ['breaks off', zipped.subarray(0, 20)],
    ['bytes follow', Buffer.concat([zipped, Buffer.alloc(99), zipped])],
    ['damaged', Buffer.concat([zipped.subarray(0, -8), Buffer.alloc(8)])],
  ])('fails where the gzip of a file is not whole: %s', async (says, broken) => {
    const running = readManifest({ ...files, 'b/out/1.gz': broken });
    await expect(running).rejects.toMatchObject(failed(says));
  });

  it('loads what it lists', async () => {
    const listed = { Contents: [{ Key: 'out/' }, { Key: 'out/1.gz' }] };
    const reader = {
      Resource: listObjectsV2,
      Arguments: { Bucket: 'b', Prefix: 'out/' },
      ReaderConfig: { Transformation: 'LOAD_AND_FLATTEN', ...lines },
    };
    const host = new VirtualHost({ objects: files, callService: async () => listed });
    expect(await run(definition(reader), {}, host)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it.each([
    [getObject, { Transformation: 'LOAD_AND_FLATTEN', InputType: 'JSONL' }, 'belongs to listObjectsV2'],
    [listObjectsV2, { InputType: 'JSONL' }, 'LOAD_AND_FLATTEN'],
    [listObjectsV2, { Transformation: 'LOAD_AND_FLATTEN' }, 'needs it'],
    [listObjectsV2, { ManifestType: 'ATHENA_DATA' }, 'belongs to getObject'],
    [getObject, { ManifestType: 'S3_INVENTORY', InputType: 'CSV' }, 'ATHENA_DATA'],
    [getObject, { InputType: 'MANIFEST' }, 'CSV'],
  ])('refuses %s with %j', (Resource, ReaderConfig, problem) => {
    const reader = { Resource, Arguments: { Bucket: 'b', Key: 'k' }, ReaderConfig };
    expect(() => run(definition(reader), {}, new VirtualHost())).toThrow(problem);
  });
});
