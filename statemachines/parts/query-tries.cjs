/**
 * The tries of a query. A query that failed ends its Task as States.TaskFailed, whatever the reason, and a Retry cannot
 * tell one reason from another. So the Task catches it and a Choice looks for Athena's own word, `Retryable`, or S3's:
 *
 *     Score --failed--> JudgeScore --Athena may succeed next time--> PauseScore --> Score
 *                                  --otherwise--> RepeatScore
 *
 * Repeat asks for the query once more by its token, which Athena answers with the query that failed and without running
 * another. So the execution ends in a Task that failed as the query did, and a redrive, which has a token of its own,
 * runs the query anew.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html (ClientRequestToken)
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_AthenaError.html (Retryable)
 */
'use strict';

const mostTries = 3;
const query = 'athena:startQueryExecution.sync';

/** One for each visit of the state: retries after throttling join the query that runs already. */
const token =
  "$hash($states.context.Execution.Id & ' ' & $states.context.State.Name & ' ' & $states.context.State.EnteredTime" +
  " & ' ' & $states.context.Execution.RedriveCount, 'SHA-256')";

/** Whether a state, as its partition has it, runs a query. */
const isQuery = ({ Resource }) => Resource?.['Fn::Sub']?.endsWith(query) ?? false;

/** A query's Task with the states that decide whether it is tried again; any other state alone. */
function withTries(name, state) {
  if (!isQuery(state)) return [[name, state]];
  const [judge, pause, repeat] = ['Judge', 'Pause', 'Repeat'].map((verb) => verb + name);
  return [
    [name, { ...withToken(state, token), Catch: [catchTo(judge)] }],
    [judge, judging(pause, repeat)],
    [pause, pausing(name)],
    [repeat, repeating(state)],
  ];
}

function withToken(state, expression) {
  return { ...state, Arguments: { ...state.Arguments, ClientRequestToken: `{% ${expression} %}` } };
}

/** In a cause, which is not parsed: one of 32,768 characters is cut off. S3's throttling passes, whatever Athena says. */
const passing = /"Retryable" ?: ?true|SlowDown|reduce your request rate/;

const catchTo = (judge) => ({
  ErrorEquals: ['States.TaskFailed'],
  Output: {
    tries: '{% [$states.input.tries, 0][0] %}',
    redrives: '{% $states.context.Execution.RedriveCount %}',
    token: `{% ${token} %}`,
    isTransient: `{% $contains([$states.errorOutput.Cause, ''][0], ${passing}) %}`,
  },
  Next: judge,
});

const judging = (pause, repeat) => ({
  Comment: 'Only what Athena itself calls worth another try is tried again.',
  Type: 'Choice',
  Choices: [
    {
      Condition: `{% $states.input.isTransient and $states.input.tries < ${mostTries - 1} %}`,
      Next: pause,
    },
  ],
  Default: repeat,
});

const pausing = (name) => ({
  Type: 'Wait',
  Seconds: '{% $floor($random() * 10 * $power(2, $states.input.tries)) %}',
  Output: { tries: '{% $states.input.tries + 1 %}' },
  Next: name,
});

const repeating = (state) => ({
  Comment:
    'Fails as the query did, without running it: Athena knows its token. A redrive runs it anew from here.',
  ...withToken(
    state,
    `$states.context.Execution.RedriveCount = $states.input.redrives ? $states.input.token : ${token}`,
  ),
});

module.exports = { isQuery, withTries };
