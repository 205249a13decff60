import { randomUUID } from 'node:crypto';
import { s3Error } from './errors.ts';
import type { PartChecksum, UploadChecksum } from './integrity/upload-checksum.ts';
import type { Attributes, ReceivedFile } from './store/object.ts';

/** A part that has arrived. */
export interface Part {
  number: number;
  file: ReceivedFile;
  lastModified: Date;
  /** Of the algorithm that the upload was created with, if with one: `{ ChecksumCRC32 }`. */
  checksum?: PartChecksum | undefined;
}

/** A multipart upload under way. */
export interface Upload {
  id: string;
  bucket: string;
  key: string;
  attributes: Attributes;
  checksum?: UploadChecksum | undefined;
  /** The ETag of the object that was there when it began, if one was. */
  replaces?: string | undefined;
  initiated: Date;
  parts: Map<number, Part>;
}

/** The multipart uploads under way. They end with the process: a client that goes on later gets NoSuchUpload. */
export class Uploads {
  readonly #uploads = new Map<string, Upload>();

  start(described: Pick<Upload, 'bucket' | 'key' | 'attributes' | 'checksum' | 'replaces'>): Upload {
    const id = randomUUID().replaceAll('-', '');
    const upload: Upload = { id, ...described, initiated: new Date(), parts: new Map() };
    this.#uploads.set(id, upload);
    return upload;
  }

  /** @throws NoSuchUpload unless there is such an upload for this key */
  find(bucket: unknown, key: unknown, id: unknown): Upload {
    const upload = typeof id === 'string' ? this.#uploads.get(id) : undefined;
    if (upload?.bucket === bucket && upload?.key === key && upload) return upload;
    throw s3Error(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      { UploadId: id },
    );
  }

  /** Ends an upload: from now on nothing finds it. Its parts are the caller's to use or discard. */
  end(upload: Upload): void {
    this.#uploads.delete(upload.id);
  }

  /** Takes up again an upload that could not be completed. */
  resume(upload: Upload): void {
    this.#uploads.set(upload.id, upload);
  }
}
