// `npm start`: builds and hands over to the product. Runs on the pinned Node, which npm puts first on the path.
import { enableCompileCache } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const started = performance.now()
const { buildChanged, compiled } = await import('./built.js')
if (await buildChanged()) process.stderr.write(`  built in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
// for this process, and for those it starts
process.env.NODE_COMPILE_CACHE ??= compiled
enableCompileCache(process.env.NODE_COMPILE_CACHE)
process.setSourceMapsEnabled(true)
process.argv = [process.execPath, join(root, 'bin', 'darcha.js'), 'start', ...process.argv.slice(2)]
await import(join(root, 'dist', 'main.js'))
