import { run, VirtualHost } from '../../conformance/virtual-host.ts';

const host = () => new VirtualHost();
const at = (state: string) =>
  `An error occurred while executing the state '${state}' (entered at the event id #2). `;

describe('Choice', () => {
  const rules = [
    { Condition: '{% $states.input.n > 10 %}', Output: 'large', Assign: { rule: 1 }, Next: 'End' },
    { Condition: '{% $states.input.n > 5 %}', Next: 'End' },
  ];
  const definition = (fields: object) => ({
    StartAt: 'C',
    States: {
      C: { Type: 'Choice', Choices: rules, ...fields },
      End: { Type: 'Succeed', Output: '{% [$states.input, $exists($rule) ? $rule : null] %}' },
    },
  });
  const withDefault = definition({ Default: 'End', Output: 'default', Assign: { rule: 0 } });

  it.each([
    [{ n: 11 }, ['large', 1]],
    [{ n: 6 }, [{ n: 6 }, null]],
    [{ n: 1 }, ['default', 0]],
  ])(
    'of %j leaves by the rule that holds, or by Default with the state’s fields',
    async (input, expected) => {
      expect(await run(withDefault, input, host())).toEqual(expected);
    },
  );

  it('without a rule that holds and without Default fails beyond catching', async () => {
    await expect(run(definition({}), { n: 1 }, host())).rejects.toMatchObject({
      error: 'States.Runtime',
      errorCause: `${at('C')}Failed to transition out of the state. The state does not point to a next state.`,
    });
  });

  it('needs a boolean', async () => {
    const choices = [{ Condition: '{% $states.input.n %}', Next: 'End' }];
    await expect(run(definition({ Choices: choices }), { n: 'yes' }, host())).rejects.toMatchObject({
      error: 'States.QueryEvaluationError',
      errorCause: `${at('C')}The JSONata expression '$states.input.n' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: "yes"`,
    });
  });
});

describe('Wait', () => {
  const wait = (fields: object) => ({ StartAt: 'W', States: { W: { Type: 'Wait', ...fields, End: true } } });

  it.each([
    [{ Seconds: 90 }, '2024-01-01T00:01:30.000Z'],
    [{ Seconds: '{% $states.input.n * 2 %}' }, '2024-01-01T00:00:10.000Z'],
    [{ Timestamp: '2024-01-01T01:00:00+00:30' }, '2024-01-01T00:30:00.000Z'],
    [{ Timestamp: '{% $states.input.at %}' }, '2024-01-02T00:00:00.250Z'],
    [{ Timestamp: '2020-01-01T00:00Z' }, '2024-01-01T00:00:00.000Z'],
  ])('%j ends at %s', async (fields, expected) => {
    const clock = host();
    const input = { n: 5, at: '2024-01-02T00:00:00.250Z' };
    expect(await run(wait(fields), input, clock)).toEqual(input);
    expect(clock.now().toISOString()).toBe(expected);
  });

  it.each([
    ['{% 1.5 %}', 'The Seconds field cannot be parsed as an integer: 1.5'],
    ['{% -1 %}', 'Seconds must be between 0 and 99999999 but was: -1'],
  ])('of %s seconds fails', async (Seconds, problem) => {
    await expect(run(wait({ Seconds }), {}, host())).rejects.toMatchObject({ errorCause: at('W') + problem });
  });

  it.each([
    '2016-02-30T00:00:00Z',
    '2016-01-01T24:00:00Z',
    '2016-01-01 00:00:00Z',
    '2016-01-01T00:00:00',
    'soon',
  ])('until %s fails', async (Timestamp) => {
    await expect(run(wait({ Timestamp }), {}, host())).rejects.toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });
});

describe('Fail', () => {
  const fail = (fields: object) => ({ StartAt: 'F', States: { F: { Type: 'Fail', ...fields } } });

  it('takes Error and Cause from expressions', async () => {
    const fields = { Error: '{% $states.input.code %}', Cause: "{% 'because of ' & $states.input.code %}" };
    const failing = host();
    await expect(run(fail(fields), { code: 'TooManyPairs' }, failing)).rejects.toMatchObject({
      error: 'TooManyPairs',
      errorCause: 'because of TooManyPairs',
    });
    expect(failing.eventTypes).toEqual(['FailStateEntered']);
  });

  it('without fields has an empty name and no cause', async () => {
    await expect(run(fail({}), {}, host())).rejects.toMatchObject({ error: '', errorCause: undefined });
  });
});

describe('the context object', () => {
  it('tells execution, machine and state', async () => {
    const definition = {
      StartAt: 'S',
      States: { S: { Type: 'Pass', Output: '{% $states.context %}', End: true } },
    };
    expect(await run(definition, {}, host())).toMatchObject({
      Execution: { Name: 'run-1', RedriveCount: 0 },
      StateMachine: { Name: 'machine' },
      State: { Name: 'S', EnteredTime: '2024-01-01T00:00:00.000Z' },
    });
  });

  it('lets $now tell the host’s time', async () => {
    const definition = {
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 1, Next: 'S' }, S: { Type: 'Succeed', Output: '{% $now() %}' } },
    };
    expect(await run(definition, {}, host())).toBe('2024-01-01T00:00:01.000Z');
  });
});
