import type { FileHandle } from 'node:fs/promises';
import type { Checksum } from '../integrity/checksum.ts';

/** What a writer says about an object, besides its bytes. Members as in PutObject. */
export interface Attributes {
  CacheControl?: string;
  ContentDisposition?: string;
  ContentEncoding?: string;
  ContentLanguage?: string;
  ContentType?: string;
  /** The header's text, which S3 keeps whether it is a time or not. */
  Expires?: string;
  /** User metadata; names in lower case. */
  Metadata?: Record<string, string>;
}

/** An object as it is stored. */
export interface StoredObject {
  key: string;
  /** Without quotes. */
  etag: string;
  size: number;
  /** Whole seconds, as S3 tells them. */
  lastModified: Date;
  attributes: Attributes;
  /** Of the whole object, if its writer asked for one. */
  checksum?: Checksum | undefined;
}

/** An object opened for reading: its bytes stay the same whatever is written under its key later. */
export interface OpenObject extends StoredObject {
  /** To be closed by whoever opened the object. */
  handle: FileHandle;
}

/** A body that has arrived completely, in a file outside the bucket. */
export interface ReceivedFile {
  path: string;
  size: number;
  /** Hexadecimal. */
  md5: string;
}
