/**
 * `npm run conformance -- <cases.json>`: runs cases that were recorded on AWS, tells which differ and which were
 * skipped, and ends with `conformance: N of M agree`. Exits with 0 only if none differ.
 */
import { readFile } from 'node:fs/promises';
import { judge } from './judge.ts';
import type { Verdict } from './judge.ts';
import type { RecordedCase } from './recorded-case.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('conformance needs the path of a file of recorded cases.');
const cases = JSON.parse(await readFile(path, 'utf8')) as RecordedCase[];

const verdicts: { id: string; verdict: Verdict }[] = [];
for (const recorded of cases) verdicts.push({ id: recorded.id, verdict: await judge(recorded) });

for (const { id, verdict } of verdicts) {
  if (verdict.kind === 'differs') console.log(`differs: ${id}\n  ${verdict.reason}`);
}
for (const [reason, ids] of skipped())
  console.log(`skipped: ${ids.length} (${reason})\n  ${ids.join('\n  ')}`);

const count = (kind: Verdict['kind']) => verdicts.filter(({ verdict }) => verdict.kind === kind).length;
console.log(`conformance: ${count('agrees')} of ${count('agrees') + count('differs')} agree`);
process.exitCode = count('differs') === 0 ? 0 : 1;

/** The skipped cases' ids by reason. */
function skipped(): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const { id, verdict } of verdicts) {
    if (verdict.kind === 'skipped') reasons.set(verdict.reason, [...(reasons.get(verdict.reason) ?? []), id]);
  }
  return reasons;
}
