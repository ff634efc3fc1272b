// `npm run golden`: writes the schema, the statements and their plans anew (docs/schema, queries.golden.sql of the
// rooms).
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { status } = spawnSync(process.execPath, [join(root, 'node_modules', '.bin', 'vitest'), 'run', 'e2e/golden'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, GOLDEN: 'write' },
})
process.exit(status ?? 1)
