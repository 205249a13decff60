import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './pipeline.ts';

/** A file that a guide tells to write, or to add to, with the content of its code block. */
export interface GuideFile {
  path: string;
  content: string;
}

const page = readFileSync(join(projectRoot, 'docs/extending.md'), 'utf8');

/** The text of docs/extending.md below a heading. */
export function guideSection(heading: string): string {
  const [, section] = page.split(`\n## ${heading}\n`);
  if (section === undefined) throw new Error(`docs/extending.md has no heading "${heading}".`);
  return section.split('\n## ')[0]!;
}

/** The files of a section: each has a heading with its path, and a code block. */
export function guideFiles(heading: string): GuideFile[] {
  const parts = guideSection(heading).split('\n### ').slice(1);
  return parts.map((part) => {
    const [, path] = /^`([^`]+)`\n/.exec(part) ?? [];
    const [, content] = /\n```\w+\n(.*?)```\n/s.exec(part) ?? [];
    if (path && content) return { path, content };
    throw new Error(`docs/extending.md, "${heading}": no path or no code block in\n${part}`);
  });
}

/** The paths that a section names and that are there already: all but those with a `<name>` to fill in. */
export function guidePaths(heading: string): string[] {
  const named = [...guideSection(heading).matchAll(/`([\w./-]+\/[\w./-]+|serverless\.yml)`/g)];
  return named.map(([, path]) => path!);
}
