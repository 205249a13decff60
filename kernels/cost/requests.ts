/** Requests to S3 and Glue. None of them is worth a cent a night; they are counted so that nothing is left out. */
import type { Query, Usage } from './usage.ts';

/** S3's two classes: PUT, COPY, POST and LIST, and the cheaper GET and HEAD. */
export interface S3Requests {
  writes: number;
  reads: number;
}

/** How many files Athena is taken to write for an UNLOAD; small ones come to fewer. */
export const unloadFiles = 10;

/**
 * Requests of one invocation.
 * @param files how many files an UNLOAD has written
 */
export const functionRequests: Record<string, (files: number) => S3Requests> = {
  'write-query': () => ({ writes: 1, reads: 0 }),
  'publish-profile': (files) => ({ writes: 4, reads: files }),
  'prepare-rows': (files) => ({ writes: 3, reads: files }),
  'plan-trials': () => ({ writes: 1, reads: 0 }),
  'run-trials': () => ({ writes: 3, reads: 1 }),
  // With the leaderboard of all time read and written, and what is published of it.
  'publish-leaderboard': (files) => ({ writes: 10, reads: files + 4 }),
  'promote-model': () => ({ writes: 4, reads: 3 }),
  // With OPTICS one more write, the plot's.
  cluster: (files) => ({ writes: 4, reads: 2 * files }),
  'fit-kmeans': (files) => ({ writes: 2, reads: files }),
  segment: (files) => ({ writes: 6, reads: files + 1 }),
};

const machineRequests: Record<string, S3Requests> = {
  's3:getObject': { writes: 0, reads: 1 },
  'aws-sdk:s3:headObject': { writes: 0, reads: 1 },
  'aws-sdk:s3:copyObject': { writes: 1, reads: 0 },
  'aws-sdk:s3:putObject': { writes: 1, reads: 0 },
};

/** Requests of the machines' own Tasks, of their functions, and of Athena for them. */
export interface RequestCounts {
  machines: S3Requests;
  functions: S3Requests;
  athena: S3Requests;
}

export function s3RequestsOf(usage: Usage): RequestCounts {
  const batches = usage.invocations.filter(({ functionName }) => functionName === 'run-trials').length;
  return {
    machines: sum(
      Object.entries(usage.requests)
        .filter(([action]) => action.includes('s3:'))
        .map(([action, count]) => times(machineRequests[action]!, count)),
    ),
    functions: sum(usage.invocations.map(({ functionName }) => functionRequests[functionName]!(unloadFiles))),
    athena: sum(usage.queries.map((query) => queryRequests(query, batches))),
  };
}

/** Glue's requests: the machines' own, and of each query two for every table it reads, for itself and its partitions. */
export function glueRequestsOf({ requests, queries }: Usage): { machines: number; athena: number } {
  const own = Object.entries(requests).filter(([action]) => action.includes('glue:'));
  return {
    machines: own.reduce((total, [, count]) => total + count, 0),
    athena: queries.reduce((total, { reads }) => total + 2 * reads.length, 0),
  };
}

/** A listing and a GET per file for each reading of a table; the result with its metadata, and the files of an UNLOAD. */
function queryRequests({ reads, unloads }: Query, batches: number): S3Requests {
  const written = 2 + (unloads ? unloadFiles : 0);
  const ofTables = reads.map((read) => times({ writes: 1, reads: filesOf(read.table, batches) }, read.times));
  return sum([{ writes: written, reads: 0 }, ...ofTables]);
}

function filesOf(table: string, batches: number): number {
  if (table.startsWith('bronze_')) return 1;
  if (table === 'silver_rows') return 1;
  return table === 'silver_ratings' ? unloadFiles : batches;
}

function times({ writes, reads }: S3Requests, count: number): S3Requests {
  return { writes: writes * count, reads: reads * count };
}

function sum(requests: S3Requests[]): S3Requests {
  return requests.reduce(
    (total, { writes, reads }) => ({ writes: total.writes + writes, reads: total.reads + reads }),
    { writes: 0, reads: 0 },
  );
}
