/** The services' tests start the runtime's processes. */
import { once } from './once.mjs';

export default () => once('build.mjs', 'runtime');
