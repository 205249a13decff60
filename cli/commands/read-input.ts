import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { JsonProblem, scanJson } from 'template-runtime/json';
import { CommandFailure } from '../failure.ts';
import { headLength, kindOf } from '../import/files/file-kinds.ts';

/**
 * The text of a JSON value, without a byte order mark: `{}` if none is given.
 * @param given a file, `-` for standard input, or the JSON itself
 * @throws CommandFailure UnreadableFile; InvalidExecutionInput, naming line and character
 */
export async function readInput(given: string | undefined): Promise<string> {
  if (given === undefined) return '{}';
  if (/^\s*[[{"]/.test(given)) return checked(given, 'The input');
  if (given === '-') return checked(decode(await buffer(process.stdin), stdin), stdin);
  const label = `The input ${given}`;
  return checked(decode(await read(given), label), label);
}

const stdin = 'The input on standard input';

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const words =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : message;
    throw new CommandFailure('UnreadableFile', `The input ${file} cannot be read: ${words}.`);
  }
}

function decode(bytes: Buffer, label: string): string {
  const kind = kindOf(bytes.subarray(0, headLength));
  if (kind) throw new CommandFailure('UnreadableFile', `${label} is ${kind.name}. ${kind.remedy}.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandFailure('UnreadableFile', `${label} is not UTF-8. Save it as UTF-8.`);
  }
}

function checked(text: string, label: string): string {
  try {
    scanJson(text);
    return text;
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    const problem = `${label} is not JSON at ${error.placeIn(text)}: ${error.message}.`;
    throw new CommandFailure('InvalidExecutionInput', problem);
  }
}
