import { listenForInterruption } from './interruption.ts';
import { createOutput } from './output.ts';
import { runCommandLine } from './program.ts';

// The SDK, which is loaded later, would warn about Node 20 on every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// A reader that has seen enough (`nocturne sql ... | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const argv = process.argv.slice(2);
const output = createOutput(process.stdout, process.stderr, argv.includes('--json'));
process.exitCode = await runCommandLine(argv, output, listenForInterruption());
