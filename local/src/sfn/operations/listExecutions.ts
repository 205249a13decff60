import type {
  ExecutionListItem,
  ExecutionRedriveFilter,
  ListExecutionsCommandInput,
  ListExecutionsCommandOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../service.ts';
import { formatArn, parseArn } from '../arns.ts';
import { readIndex } from '../disk/execution-index.ts';
import type { IndexEntry } from '../disk/execution-index.ts';
import { childrenIndex, executionsIndex } from '../disk/layout.ts';
import { constraintViolated, stateMachineDoesNotExist } from '../errors.ts';
import { findMapRunRecord } from '../executions/find-execution.ts';
import { pageByName } from './paging.ts';
import type { StatesState } from '../state.ts';

type Output = Omit<ListExecutionsCommandOutput, '$metadata'>;

/** The newest first, of a machine or of a map run. */
export const listExecutions: Operation<StatesState, ListExecutionsCommandInput, Output> = {
  members: {
    stateMachineArn: 'text',
    mapRunArn: 'text',
    statusFilter: 'text',
    redriveFilter: 'text',
    maxResults: 'integer',
    nextToken: 'text',
  },
  permissions: ({ stateMachineArn, mapRunArn }) => [
    { action: 'states:ListExecutions', resource: stateMachineArn ?? mapRunArn ?? '*' },
  ],
  async run(input, state) {
    const { index, itemOf } = listOf(input, state);
    const { statusFilter, redriveFilter } = input;
    const matching = readIndex(index)
      .reverse()
      .filter(({ status }) => statusFilter === undefined || status === statusFilter)
      .filter((entry) => redriveFilter === undefined || redriveFilter === redriveState(entry));
    const page = pageByName(matching, (entry) => entry.name, input.maxResults, input.nextToken);
    return { executions: page.entries.map(itemOf), nextToken: page.nextToken };
  },
};

interface ListSource {
  index: string;
  itemOf: (entry: IndexEntry) => ExecutionListItem;
}

function listOf({ stateMachineArn, mapRunArn }: ListExecutionsCommandInput, state: StatesState): ListSource {
  if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
    throw constraintViolated(
      'stateMachineArn',
      stateMachineArn,
      'Exactly one of stateMachineArn and mapRunArn must be given',
    );
  }
  return mapRunArn === undefined ? machineList(stateMachineArn!, state) : mapRunList(mapRunArn, state);
}

function machineList(stateMachineArn: string, state: StatesState): ListSource {
  const { machine } = parseArn(stateMachineArn, 'stateMachine');
  if (!state.machines.has(stateMachineArn)) throw stateMachineDoesNotExist(stateMachineArn);
  return {
    index: executionsIndex(state.home, machine),
    itemOf: (entry) => ({
      ...listItem(entry),
      executionArn: formatArn(state.account, 'execution', { machine, name: entry.name }),
      stateMachineArn,
    }),
  };
}

function mapRunList(mapRunArn: string, state: StatesState): ListSource {
  const { record, directory } = findMapRunRecord(mapRunArn, state);
  const { machine, label } = parseArn(mapRunArn, 'mapRun');
  return {
    index: childrenIndex(directory),
    itemOf: (entry) => ({
      ...listItem(entry),
      executionArn: formatArn(state.account, 'execution', { machine, label, name: entry.name }),
      stateMachineArn: record.stateMachineArn,
      mapRunArn,
      itemCount: entry.itemCount,
    }),
  };
}

function redriveState({ redriveCount = 0 }: IndexEntry): ExecutionRedriveFilter {
  return redriveCount > 0 ? 'REDRIVEN' : 'NOT_REDRIVEN';
}

function listItem({ name, status, startDate, stopDate, redriveCount = 0, redriveDate }: IndexEntry) {
  return {
    name,
    status,
    startDate: new Date(startDate),
    stopDate: stopDate === undefined ? undefined : new Date(stopDate),
    redriveCount,
    redriveDate: redriveDate === undefined ? undefined : new Date(redriveDate),
  };
}
