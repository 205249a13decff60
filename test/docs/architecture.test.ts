import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';
import { arrowsWithin, foldersIn } from './rooms.ts';

const text = readFileSync(join(projectRoot, 'docs/architecture.md'), 'utf8');

/** The folders that the drawing names, by the folder that they are in. */
function drawnFolders(): Map<string, string[]> {
  const [, drawing = ''] = /```\n(statemachines\/[\s\S]*?)```/.exec(text)!;
  const drawn = new Map<string, string[]>();
  const path: string[] = [];
  for (const [, indent = '', name = ''] of drawing.matchAll(/^( *)([\w-]+)\/ /gm)) {
    path.splice(indent.length / 2, path.length, name);
    const parent = path.slice(0, -1).join('/');
    drawn.set(parent, [...(drawn.get(parent) ?? []), name]);
  }
  return drawn;
}

/** The arrows of the flowchart that has this one among them. */
function drawnArrows(among: string): string[] {
  const charts = [...text.matchAll(/```mermaid\nflowchart LR\n([^`]*)```/g)].map(([, chart = '']) => chart);
  const chart = charts.find((lines) => lines.includes(`${among}\n`))!;
  return chart
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [from = '', targets = ''] = line.trim().split(' --> ');
      return targets.split(' & ').map((to) => `${from} --> ${to}`);
    })
    .sort();
}

const drawn = drawnFolders();

test.each([...drawn.keys()])('the drawing names the folders of %p', (folder) => {
  expect(existsSync(join(projectRoot, folder))).toBe(true);
  expect([...drawn.get(folder)!].sort()).toEqual(foldersIn(folder).sort());
});

test.each([
  ['the project', '', ['test'], 'functions --> kernels & statemachines'],
  ['the runtime', 'local/src', [], 'http --> iam & s3'],
  ['Step Functions', 'local/src/sfn', [], 'map-runs --> disk & executions'],
])('the arrows of %s are those of its imports', (_, folder, except, among) => {
  expect(drawnArrows(among)).toEqual(arrowsWithin(folder, except));
});
