import type { XmlContent } from '../xml.ts';
import type { Bindings } from './binding.ts';

/** One operation of S3 in HTTP. */
export interface Route {
  operation: string;
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** What the path names. */
  on: 'service' | 'bucket' | 'object';
  /** Parameters and headers without which another operation is meant; an empty value stands for any. */
  requires?: Record<string, string>;
  /** Where members of the input come from, besides the path. */
  query?: Bindings;
  headers?: Bindings;
  /** Whether headers `x-amz-meta-…` are the member Metadata. */
  metadata?: boolean;
  /** The request's body: the member Body, or XML that gives members. */
  body?: 'stream' | XmlBody;
  answer: Answer;
}

export interface XmlBody {
  element: string;
  members(content: Record<string, unknown>): object;
  /** Whether checksums among the headers are of the object that the document speaks of, and not its own. */
  checksumsOfObject?: boolean;
}

export interface Answer {
  /** 200 where it is not given. */
  status?: (output: Record<string, unknown>) => number;
  headers?: Bindings;
  /** The answer's body: the member Body, or the output as XML. */
  body?: 'stream' | { element: string; content(output: Record<string, unknown>): XmlContent };
}
