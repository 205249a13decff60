/**
 * Looks for the phrases of docs/words.md in pages, comments and the command's help, and for table rows that are too
 * long to read in the source.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle-options.mjs';

const longestRow = 200;
const words = 'docs/words.md';
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'local/README.md',
  ...markdown('docs'),
  ...markdown('local/docs'),
];
const sources = [
  'cli',
  'functions',
  'kernels',
  'local/src',
  'local/conformance',
  'scripts',
  'verify',
  'bench',
];
const comment = /^\s*(?:\/\*\*|\*|\/\/)|\s\/\/\s/;
const help = /\.(?:description|option|argument|addHelpText)\(/;

function markdown(folder) {
  return list(folder).filter((file) => file.endsWith('.md'));
}

function list(folder) {
  try {
    return readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`);
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

/** [pattern, what to write] for each phrase of the list. */
function readPhrases() {
  const rows = readFileSync(join(root, words), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => {
    const [, phrases, instead] = row.split('|').map((cell) => cell.trim());
    return [...phrases.matchAll(/`([^`]+)`/g)].map(([, phrase]) => [
      new RegExp(`\\b${phrase}\\b`, 'i'),
      instead,
    ]);
  });
}

const linesOf = (file) =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .map((text, i) => ({ file, line: i + 1, text }));
const pageLines = pages.filter((file) => file !== words).flatMap(linesOf);
const code = sources
  .flatMap(list)
  .filter((file) => /\.(ts|mjs)$/.test(file))
  .flatMap(linesOf);
const phrases = readPhrases();
if (phrases.length === 0)
  throw new Error(`${words} lists no phrases: its rows begin with | and a phrase in backticks.`);

const findings = [
  ...pageLines
    .filter(({ text }) => text.startsWith('|') && text.length > longestRow)
    .map(
      ({ file, line, text }) =>
        `${file}:${line}: a table row of ${text.length} characters; at most ${longestRow}`,
    ),
  ...[...pageLines, ...code.filter(({ text }) => comment.test(text) || help.test(text))].flatMap(
    ({ file, line, text }) =>
      phrases
        .filter(([pattern]) => pattern.test(text))
        .map(
          ([pattern, instead]) => `${file}:${line}: "${pattern.exec(text)[0]}"; write: ${instead} (${words})`,
        ),
  ),
];
for (const finding of findings) console.error(finding);
process.exitCode = findings.length > 0 ? 1 : 0;
