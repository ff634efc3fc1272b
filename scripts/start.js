// `npm start`: builds and hands over to the product. Runs on the pinned Node, which npm puts first on the path.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const started = performance.now()
const { buildAll } = await import('./build.js')
await buildAll()
process.stderr.write(`  built in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
process.setSourceMapsEnabled(true)
process.argv = [process.execPath, join(root, 'bin', 'darcha.js'), 'start', ...process.argv.slice(2)]
await import(join(root, 'dist', 'main.js'))
