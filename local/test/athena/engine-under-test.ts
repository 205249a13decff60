import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../src/athena/index.ts';
import type { Engine } from '../../src/athena/index.ts';
import { programFile } from '../../src/programs.ts';
import { shareAcceptedQueries } from '../support/accepted-queries.ts';

/** An engine on a home directory of its own. */
export interface EngineUnderTest {
  home: string;
  engine: Engine;
  end(): Promise<void>;
}

export const program = programFile('athena-engine.js');

export function engineUnderTest(): EngineUnderTest {
  const home = mkdtempSync(join(tmpdir(), 'nocturne-athena-'));
  shareAcceptedQueries(home);
  const engine = startEngine({ home, program, memoryLimit: '500MB' });
  return {
    home,
    engine,
    async end() {
      await engine.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
