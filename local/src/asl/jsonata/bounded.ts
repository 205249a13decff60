import { createContext, Script } from 'node:vm';
import { evaluationTimeout } from './limit-errors.ts';

/** Milliseconds that one such call may take; a busy machine needs some for a short one, too. */
const longest = 500;
/** And all together before others have had a turn. */
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
    return script.runInContext(sandbox, { timeout: longest }) as T;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? evaluationTimeout() : error;
  } finally {
    spent += performance.now() - start;
  }
}
