#!/usr/bin/env node
// The `darcha` command for any Node from 20 on: finds the pinned Node 24, builds when sources are newer, and hands over.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const entry = join(root, 'dist', 'main.js')
const major = Number(process.versions.node.split('.')[0])

if (major < 24) {
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (!existsSync(pinned)) {
    process.stderr.write('Packages are missing: run `npm start` or `npm ci` in the project folder first.\n')
    process.exit(3)
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
} else {
  const { buildChanged } = await import('../scripts/built.js')
  await buildChanged()
  process.setSourceMapsEnabled(true)
  await import(entry)
}
