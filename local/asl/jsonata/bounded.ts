import { createContext, Script } from 'node:vm';
import { evaluationTimeout } from './limit-errors.ts';

/** Milliseconds that such calls may take together before others have had a turn. */
const allowance = 250;
/** What one gets even so: others' calls may have used the allowance up. */
const least = 25;
const most = 2_000;

const sandbox = createContext({ call: (): unknown => undefined });
const script = new Script('call()');
let spent = 0;

/**
 * The result of a call that does not yield and may take for ever, as regular expressions can.
 * @throws "Expression evaluation timeout" when it takes too long
 */
export function bounded<T>(call: () => T): T {
  if (spent > most) throw evaluationTimeout();
  if (spent === 0) setImmediate(() => (spent = 0));
  const start = performance.now();
  sandbox.call = call;
  try {
    return script.runInContext(sandbox, { timeout: Math.max(least, Math.ceil(allowance - spent)) }) as T;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? evaluationTimeout() : error;
  } finally {
    spent += performance.now() - start;
  }
}
