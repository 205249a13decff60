/**
 * Holds the local engine against a real Trino, which is what Athena runs: the machines run locally, and each of their
 * queries is asked of both, of Trino through the local runtime's own Glue and S3. Both read generated files. Then Trino is asked what the local
 * engine's tests take for Athena's answers. Exits with 0 when all agree and every statement of `sql/` was among them;
 * else with 1, or with 2 when there is no Trino to ask. Arguments are names of machines: only these are run then, and
 * only what they ran counts.
 */
import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClients, localRegion } from '../../cli/aws/clients.ts';
import { localStage, packagedNames } from '../../cli/names.ts';
import { packageDirectory } from '../../cli/paths.ts';
import { startRuntime } from 'template-runtime';
import { checkCases } from './cases.ts';
import type { Check } from './cases.ts';
import { createClient } from './client.ts';
import { compareFiles } from './files/compare-files.ts';
import type { FileCheck } from './files/compare-files.ts';
import { packageWithFileTables } from './files/package.ts';
import { compareGenerated } from './generated/compare.ts';
import { install } from './install.ts';
import type { Installation } from './install.ts';
import { askLocally } from './local-engine.ts';
import { machines } from './scenarios.ts';
import { showCheck, showFileCheck, showLine, showSummary, showTally } from './report.ts';
import { startServer } from './server.ts';
import { verify } from './verify.ts';
import type { Comparison } from './verify.ts';

/** Statements made at random; another seed makes others: NOCTURNE_SEED. */
const generatedSeed = Number(process.env.NOCTURNE_SEED ?? 1);
const generatedCount = Number(process.env.NOCTURNE_STATEMENTS ?? 500);

const note = (line: string) => console.error(line);
const named = process.argv.slice(2);
const chosen = named.length > 0 ? named : machines;
const stopping = new AbortController();
// Every request listens to it, until it is collected.
setMaxListeners(0, stopping.signal);
for (const event of ['SIGINT', 'SIGTERM']) process.once(event, () => stopping.abort());
process.exitCode = await main(stopping.signal).catch((error: Error) => {
  note(stopping.signal.aborted ? 'Interrupted.' : `verify:trino: ${error.message}`);
  return stopping.signal.aborted ? 130 : 2;
});

async function main(signal: AbortSignal): Promise<number> {
  const unknown = chosen.find((name) => !machines.includes(name));
  if (unknown !== undefined)
    throw new Error(`There is no machine ${unknown} with SQL. There are: ${machines.join(', ')}.`);
  const installation = install(note);
  const directory = await mkdtemp(join(tmpdir(), 'nocturne-trino-'));
  try {
    return await compareOn(installation, directory, signal);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function compareOn(installation: Installation, directory: string, signal: AbortSignal) {
  const home = join(directory, 'home');
  const packaged = await packageWithFileTables(packageDirectory, join(directory, 'package'));
  const runtime = await startRuntime({ home, packageDirectory: packaged });
  const clients = createClients({ endpoint: runtime.endpoint });
  try {
    note(`Starting Trino ${installation.version.trino} …`);
    const server = await startServer(installation, join(directory, 'trino'), runtime.endpoint, signal);
    try {
      const names = packagedNames(packaged);
      const session = {
        place: `stage ${localStage}`,
        names,
        region: localRegion,
        local: true,
        clients,
        pollMs: 20,
        commandLine: (subcommand: string) => subcommand,
      };
      const trino = createClient(server.url, names.database!, signal);
      const comparisons: Comparison[] = [];
      const subject = { session, home, trino, directory, signal };
      const fileChecks: FileCheck[] = [];
      for await (const check of compareFiles(subject)) {
        console.log(showFileCheck(check));
        fileChecks.push(check);
      }
      for await (const comparison of verify(subject, chosen)) {
        console.log(showLine(comparison));
        comparisons.push(comparison);
      }
      const checks: Check[] = [];
      for await (const check of checkCases(trino)) {
        console.log(showCheck(check));
        checks.push(check);
      }
      const askOurs = (sql: string) =>
        askLocally(session, { sql, parameters: [], ordered: false }, signal).catch((error: Error) => error);
      const generated = await compareGenerated(generatedSeed, generatedCount, askOurs, trino);
      showTally(generated).forEach((line) => console.log(line));
      const { lines, equal } = showSummary(comparisons, checks, fileChecks, named.length === 0);
      lines.forEach((line) => console.log(line));
      return equal && generated.unlike.length === 0 ? 0 : 1;
    } finally {
      await server.stop();
    }
  } finally {
    clients.destroy();
    await runtime.stop();
  }
}
