// A web server of `npm run dev` that waits: it has loaded the libraries, which take longer than our own code, and becomes
// the product when it is told that there is a new one. `node scripts/spare.js dist/main.js serve`
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [, , entry, ...rest] = process.argv
const ended = () => process.exit(0)
process.once('disconnect', ended)
let told
const takesOver = new Promise((done) => (told = done))
process.once('message', told)

const libraries = JSON.parse(readFileSync(join(entry, '..', 'libraries.json'), 'utf8'))
// one that can't be loaded is told about by the product
await Promise.all(libraries.map((name) => import(name).catch(() => undefined)))
await takesOver
process.off('disconnect', ended)
process.argv = [process.execPath, entry, ...rest]
await import(pathToFileURL(entry).href)
