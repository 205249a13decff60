import { InvalidDefinition, parseMachine } from '../src/asl/index.ts';
import { compareExecution } from './compare-execution.ts';
import { compareValidation, validate } from './compare-validation.ts';
import type { RecordedCase, RecordedExecution, RecordedValidation } from './recorded-case.ts';
import { replay } from './replay.ts';
import { usesJsonPath } from './query-languages.ts';

/** What became of a case: `reason` tells the difference, or why it was skipped. */
export type Verdict = { kind: 'agrees' } | { kind: 'differs' | 'skipped'; reason: string };

const agrees: Verdict = { kind: 'agrees' };

export async function judge(recorded: RecordedCase): Promise<Verdict> {
  try {
    switch (recorded.kind) {
      case 'execution':
        return usesJsonPath(recorded.definition) ? refusalOf(recorded) : await execution(recorded);
      case 'validation':
        return validation(recorded);
      case 'testState':
        return { kind: 'skipped', reason: 'TestState is refused: UnknownOperationException' };
      case 'variableReferences':
        return { kind: 'skipped', reason: 'DescribeStateMachine tells no variableReferences' };
    }
  } catch (error) {
    return { kind: 'differs', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function execution(recorded: RecordedExecution): Promise<Verdict> {
  return verdictOf(compareExecution(recorded, await replay(recorded)));
}

/** JSONPath must be refused, naming machine, state and field. */
function refusalOf({ definition }: RecordedExecution): Verdict {
  try {
    parseMachine(definition, 'machine');
  } catch (error) {
    if (!(error instanceof InvalidDefinition)) throw error;
    const { machine, state, field } = error;
    if (machine !== '' && state !== undefined && field !== '') return refused;
    return { kind: 'differs', reason: `the refusal names no state or field: ${error.message}` };
  }
  return { kind: 'differs', reason: 'a JSONPath state is not refused' };
}

const refused: Verdict = { kind: 'skipped', reason: 'JSONPath is refused, naming machine, state and field' };

/** Rules of both languages come first; what AWS says of JSONPath beyond them is not ours to say. */
function validation(recorded: RecordedValidation): Verdict {
  const found = validate(recorded);
  const problem = compareValidation(recorded, found);
  const ours = found.some(({ code }) => code === 'UNSUPPORTED_QUERY_LANGUAGE');
  return problem !== undefined && ours ? refused : verdictOf(problem);
}

function verdictOf(problem: string | undefined): Verdict {
  return problem === undefined ? agrees : { kind: 'differs', reason: problem };
}
