import { conflict, writeCheck } from './conditions.ts';
import type { WriteConditions } from './conditions.ts';
import type { Check } from './store/object-store.ts';
import type { Upload } from './uploads.ts';

/**
 * The check of a conditional completion: as of any write, and that nobody wrote or deleted the object since the upload
 * began (recorded). Undefined when there is no condition.
 * @throws NotImplemented for conditions that AWS does not have either
 */
export function uploadCheck(upload: Upload, conditions: WriteConditions): Check | undefined {
  const { key, replaces, initiated } = upload;
  const check = writeCheck(key, conditions);
  if (!check) return undefined;
  return function checkCompletion(current) {
    check(current);
    if (!current) {
      if (replaces !== undefined) throw conflict(key, 'If-None-Match');
    } else if (current.etag !== replaces || current.lastModified > initiated) {
      throw conflict(key, 'If-Match');
    }
  };
}
