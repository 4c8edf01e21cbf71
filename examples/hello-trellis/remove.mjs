/** Removes the application from the sites of this machine: its URL is gone afterwards. */
import { send, site } from './site.mjs';

const target = site();
await send('DELETE', target);
console.log(`Removed ${target.app} from ${target.environment}`);
