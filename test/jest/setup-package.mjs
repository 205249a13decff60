/** The machines' tests run the packaged template, by the command, too. */
import { once } from './once.mjs';

export default function packageEverything() {
  once('build.mjs', 'runtime');
  once('package.mjs');
}
