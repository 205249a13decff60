import type { Integration } from './integration.ts';

/**
 * A call that carries the task's token away; the task goes on when somebody sends it back.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
export function waitForTaskToken(integration: Integration): Integration {
  return {
    needs: integration.needs,
    async run(request, caller) {
      const giveUp = new AbortController();
      const signal = AbortSignal.any([request.signal, giveUp.signal]);
      const answer = caller.tokens.wait(request.taskToken!, () => request.heartbeat(), signal);
      // Heard below only where the call succeeds.
      answer.catch(() => undefined);
      try {
        request.submitted(await integration.run(request, caller));
      } catch (error) {
        giveUp.abort(error);
        throw error;
      }
      return answer;
    },
  };
}
