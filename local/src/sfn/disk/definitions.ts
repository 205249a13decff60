/**
 * The definitions that executions ran, each kept once: a redrive uses that of the original attempt, whatever became of
 * the machine. https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StateMachine } from '../state-machine.ts';
import { definitionFile } from './layout.ts';

/** Keeps the machine's present definition; returns its digest. */
export function keepDefinition({ name, digest, definition }: StateMachine, home: string): string {
  const file = definitionFile(home, name, digest);
  if (existsSync(file)) return digest;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, definition);
  renameSync(`${file}.tmp`, file);
  return digest;
}

export function readDefinition(machine: string, digest: string, home: string): string {
  return readFileSync(definitionFile(home, machine, digest), 'utf8');
}
