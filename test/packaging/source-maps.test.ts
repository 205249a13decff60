import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { createCredentials } from '../../local/src/iam/index.ts';
import { createLambdaService } from 'template-runtime/lambda';
import { loadStack } from 'template-runtime/template';
import { administrator, lambdaFixture } from '../../local/test/fixtures/lambda/functions.ts';
import { packageDirectory, projectRoot } from '../support/pipeline.ts';

const source = `interface Event { at: string }

export const handler = async (event: Event) => {
  throw new RangeError(event.at);
};
`;

/** A function built of the source; its bundle and map lie in the service's directory, only the bundle in the zip. */
async function traceOf(builtLater = ''): Promise<string> {
  const { code, map } = transformSync(source, {
    loader: 'ts',
    format: 'cjs',
    minify: true,
    sourcemap: true,
    sourcefile: '../../functions/fn/handler.ts',
  });
  const bundle = `${code.replace(/\n\/\/# .*\n$/, '')}\n//# sourceMappingURL=../maps/fn.map\n`;
  const properties = { Handler: 'build/fn/index.handler' };
  const fixture = lambdaFixture({ fn: { files: { 'build/fn/index.cjs': bundle }, properties } });
  try {
    const built = { 'build/fn/index.cjs': bundle + builtLater, 'build/maps/fn.map': map };
    for (const [path, text] of Object.entries(built)) {
      mkdirSync(dirname(join(fixture.home, path)), { recursive: true });
      writeFileSync(join(fixture.home, path), text);
    }
    const { payload } = await fixture.invoke('fn', { at: 'x' });
    return (payload as { trace: string[] }).trace.join('\n').replaceAll(fixture.home, '<project>');
  } finally {
    await fixture.close();
  }
}

test('a stack trace tells the line of the source', async () => {
  expect(await traceOf()).toContain('<project>/functions/fn/handler.ts:4:9');
});

test('that of the bundle where it was built anew since it was packaged', async () => {
  const trace = await traceOf('// changed\n');
  expect(trace).not.toContain('handler.ts');
  expect(trace).toMatch(/tmp\/lambda\/fn-[0-9a-f]+\/build\/fn\/index\.cjs:1:\d+/);
});

test('an error of a packaged function shows its source, and the answer names the log', async () => {
  const home = mkdtempSync(join(tmpdir(), 'source-maps-'));
  const service = createLambdaService({
    home,
    stack: loadStack(packageDirectory),
    authorize: () => undefined,
    credentials: createCredentials(),
    endpoint: () => 'http://127.0.0.1:9',
  });
  try {
    const input = { FunctionName: 'nocturne-dev-cluster', Payload: '{"run":5}' };
    const { Payload } = (await service.call('invoke', input, administrator())) as { Payload: Uint8Array };
    const { trace, log } = JSON.parse(Buffer.from(Payload).toString()) as { trace: string[]; log: string };
    expect(trace.find((line) => line.includes('functions/cluster/'))).toContain(
      join(projectRoot, 'functions/cluster/'),
    );
    expect(trace.join('\n')).toMatch(/functions\/cluster\/\w+\.ts:\d+:\d+/);
    expect(log).toBe(join(home, 'logs', 'lambda', 'nocturne-dev-cluster.log'));
  } finally {
    await service.stop();
    rmSync(home, { recursive: true, force: true });
  }
});
