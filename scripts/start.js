// `npm start`: builds and hands over to the product. Runs on the pinned Node, which npm puts first on the path.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { enableCompileCache } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const started = performance.now()
const { compiled, isBuilt } = await import('./built.js')
if (!(await isBuilt())) {
  // in a process of its own, whose memory goes when it ends: this one stays as long as the product runs
  const building = spawn(process.execPath, [join(root, 'scripts', 'build.js')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const end = (signal) => building.kill(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, end)
  const [code, signal] = await once(building, 'exit')
  if (code !== 0) process.exit(signal ? 143 : code)
  for (const signal of signals) process.off(signal, end)
  process.stderr.write(`  built in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
}
// for this process, and for those it starts
process.env.NODE_COMPILE_CACHE ??= compiled
enableCompileCache(process.env.NODE_COMPILE_CACHE)
process.setSourceMapsEnabled(true)
process.argv = [process.execPath, join(root, 'dist', 'start.js'), ...process.argv.slice(2)]
await import(join(root, 'dist', 'start.js'))
