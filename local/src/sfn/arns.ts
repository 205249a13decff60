/**
 * The ARNs of state machines, executions and map runs. Children of a distributed Map bear the Map's label after
 * the machine's name: `execution:<machine>/<label>:<name>`.
 */
import { invalidArn } from './errors.ts';

export type ArnKind = 'stateMachine' | 'execution' | 'mapRun';

/** Where the stack lives; part of every ARN. */
export interface Account {
  region: string;
  accountId: string;
}

export interface StatesArn {
  machine: string;
  /** Label of the distributed Map, for its children, their machine and its runs. */
  label?: string;
  /** Name of the execution or of the map run; absent for machines. */
  name?: string;
}

export function formatArn(account: Account, kind: ArnKind, arn: StatesArn): string {
  const machine = arn.label === undefined ? arn.machine : `${arn.machine}/${arn.label}`;
  const base = `arn:aws:states:${account.region}:${account.accountId}:${kind}:${machine}`;
  return arn.name === undefined ? base : `${base}:${arn.name}`;
}

/** @throws ServiceError InvalidArn when the text is no ARN of this kind. */
export function parseArn(text: string, kind: ArnKind): StatesArn {
  const [prefix, , service, , , actualKind, resource, name, ...rest] = text.split(':');
  if (prefix !== 'arn' || service !== 'states' || !actualKind)
    throw invalidArn(`Invalid ARN prefix: ${text}`);
  if (actualKind !== kind) throw invalidArn(`Resource type not valid in this context: ${actualKind}`);
  const named = kind !== 'stateMachine';
  if (!resource || named !== (name !== undefined && name !== '') || rest.length > 0) {
    throw invalidArn(
      `Expected arn:aws:states:<region>:<account>:${kind}:<machine>${named ? ':<name>' : ''}: ${text}`,
    );
  }
  const [machine, label, ...more] = resource.split('/');
  if (more.length > 0 || ![machine, label, name].every(isName)) throw invalidArn(`Not a name: ${text}`);
  return { machine: machine!, label, name };
}

/** Names are also those of directories. */
function isName(part: string | undefined): boolean {
  return part === undefined || (/^[^/\0]{1,80}$/.test(part) && part !== '.' && part !== '..');
}
