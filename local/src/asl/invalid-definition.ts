/** A code of ValidateStateMachineDefinition and AWS's words for it. */
export interface Finding {
  code: 'INVALID_JSONATA_EXPRESSION' | 'UNSUPPORTED_JSONATA_EXPRESSION';
  message: string;
}

/** A definition that this interpreter does not run. The message names machine, state, field and what to do. */
export class InvalidDefinition extends Error {
  readonly code = 'InvalidDefinition';
  readonly machine: string;
  readonly state: string | undefined;
  /** Path within the state or, without a state, within the machine, e.g. `Retry[0]/MaxAttempts`. */
  readonly field: string;
  /** What AWS's validation says of it, where that is known. */
  readonly finding: Finding | undefined;

  constructor(machine: string, state: string | undefined, field: string, problem: string, finding?: Finding) {
    const where = [
      `State machine ${machine}`,
      ...(state === undefined ? [] : [`state ${state}`]),
      ...(field === '' ? [] : [`field ${field}`]),
    ];
    super(`${where.join(', ')}: ${problem}`);
    this.name = 'InvalidDefinition';
    this.machine = machine;
    this.state = state;
    this.field = field;
    this.finding = finding;
  }
}
