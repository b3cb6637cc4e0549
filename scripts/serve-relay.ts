/**
 * The relay in workerd until this process ends. Words: the file of its configuration, its port, the folder of its storage,
 * and, to debug it, the inspector's port: whoever reaches that reads every secret, so there is none without.
 */
import { unstable_startWorker as startWorker } from 'wrangler'

const [config = '', port = '', persist = '', inspectorPort] = process.argv.slice(2)
const hostname = '127.0.0.1'

await startWorker({
  config,
  dev: {
    server: { hostname, port: Number(port) },
    inspector: inspectorPort === undefined ? false : { hostname, port: Number(inspectorPort) },
    persist,
    watch: inspectorPort !== undefined,
  },
})
