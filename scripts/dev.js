// `npm run dev`: the whole product, opened anew on each change. Database, demo providers and what was
// entered stay; web server and worker come again with the new code, texts and country, services are published.
import { fork } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { watchBuilds } from './build.js'
import { compiled } from './built.js'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Editors write a file in several steps. */
const SETTLED = 40
const WATCHED = ['src', 'services', 'texts', 'country']

const builds = await watchBuilds()
await builds.rebuild()
const product = fork(join(root, 'dist', 'start.js'), process.argv.slice(2), {
  // libraries are compiled once, not at each reload
  env: { NODE_COMPILE_CACHE: compiled, ...process.env, SPARE_SERVER: join(root, 'scripts', 'spare.js') },
  execArgv: ['--import', 'data:text/javascript,process.setSourceMapsEnabled(true)'],
})
product.once('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => product.kill(signal))

const changed = new Set()
let settling
let opening = Promise.resolve()
for (const folder of WATCHED)
  watch(join(root, folder), { recursive: true }, (_event, name) => {
    // tests change nothing that runs, editors leave their own files beside
    if (!name || /\.test\.tsx?$|\/\.|^\.|~$|\.sw.$/.test(name)) return
    changed.add(folder)
    clearTimeout(settling)
    settling = setTimeout(() => (opening = opening.then(reload)), SETTLED)
  })

async function reload() {
  const folders = [...changed]
  changed.clear()
  if (folders.length === 0 || product.exitCode !== null) return
  const began = performance.now()
  try {
    if (folders.includes('src')) await builds.rebuild()
  } catch {
    // esbuild has said what is wrong; what ran before goes on
    return
  }
  await new Promise((done) => {
    product.once('message', done)
    product.send({ darcha: 'reload', services: folders.includes('services') || folders.includes('country') })
  })
  process.stderr.write(
    `  ${folders.join(', ')}: open again after ${((performance.now() - began) / 1000).toFixed(2)} s\n`,
  )
}
