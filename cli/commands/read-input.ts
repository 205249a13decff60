import { readFile } from 'node:fs/promises';
import { CommandFailure } from '../failure.ts';

/**
 * The text of an execution's input, `{}` without a file.
 * @throws CommandFailure UnreadableFile
 */
export async function readInput(file: string | undefined): Promise<string> {
  if (file === undefined) return '{}';
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandFailure(
      'UnreadableFile',
      `The input ${file} cannot be read: ${(error as Error).message}.`,
    );
  }
}
