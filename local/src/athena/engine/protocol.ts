/**
 * What the engine and its process say to each other. Requests are numbered; each has one reply. A `cancel` has none of
 * its own: the query's reply says that it was interrupted.
 */
import type { QueryErrorCode } from './query-error.ts';
import type { SqlType } from './sql/types.ts';

/** A statement with the values of its `?`, each as SQL text. */
export interface StatementText {
  sql: string;
  parameters: string[];
}

/** What a statement is about, before it runs. */
export type Description =
  | { kind: 'query' | 'unload'; tables: TableName[]; /** UNLOAD's, `s3://…/` */ target?: string }
  /** No SQL: Athena refuses to start it. */
  | { kind: 'unparsable'; message: string }
  /** Athena starts it, and it fails. */
  | { kind: 'failing'; code: QueryErrorCode; message: string };

export interface TableName {
  /** Undefined: the query's own database. */
  database?: string;
  name: string;
}

/** Where and how files are stored. */
export interface Storage {
  /** `s3://bucket/prefix/` */
  location: string;
  /** The SerDe's class. */
  library: string;
  parameters: Record<string, string>;
}

export interface ColumnOfTable {
  name: string;
  /** As in the catalog, e.g. `array<int>`. */
  type: string;
}

/** A table of the catalog, as far as reading it takes. */
export interface TableSource {
  database: string;
  name: string;
  columns: ColumnOfTable[];
  partitionKeys: ColumnOfTable[];
  /** The table's own, used when it has no partition keys. */
  storage: Storage;
  /** Table properties, e.g. `skip.header.line.count`. */
  parameters: Record<string, string>;
  partitions: { values: string[]; storage: Storage }[];
}

/** A view of the catalog: a query whose tables without a database are in its own. */
export interface ViewSource {
  database: string;
  name: string;
  sql: string;
  schema: string;
}

export interface RunRequest extends StatementText {
  /** The database of table names without one. */
  database: string;
  tables: TableSource[];
  views?: ViewSource[];
  /** Only finds out which columns the statement gives. */
  planOnly?: boolean;
  /** The file that a query's rows are written to, as CSV. */
  resultFile: string;
  /** More bytes than this to read end the query before it begins. */
  scanLimitBytes?: number;
}

/** How a statement ended. */
export type Outcome =
  | { kind: 'succeeded'; result: Result }
  | {
      kind: 'failed';
      code: QueryErrorCode;
      message: string;
      /** What the engine itself said of a failure that it has no words for. */
      defect?: string;
    }
  | { kind: 'interrupted' }
  | { kind: 'scanLimit'; scannedBytes: number };

export interface Result {
  columns: { name: string; type: SqlType }[];
  /** The rows written to the result file, or by UNLOAD. */
  rows: number;
  scannedBytes: number;
  /** What UNLOAD wrote, `s3://…`. */
  files: string[];
  planningMs: number;
  executionMs: number;
}

export type Request =
  | { id: number; method: 'describe'; params: StatementText }
  | { id: number; method: 'run'; params: RunRequest }
  | { id: number; method: 'cancel' };

export type Reply =
  | { id: number; reply: Description | Outcome }
  /** A defect of the engine. */
  | { id: number; defect: string };

/** How the process is set up; its first argument, as JSON. */
export interface EngineSettings {
  /** The local home directory: buckets below `s3/`, scratch below `tmp/`. */
  home: string;
  memoryLimit: string;
}
