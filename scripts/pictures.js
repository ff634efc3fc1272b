// `npm run pictures`: takes pictures of the main screens anew (docs/pictures), on a clock that stands still and made-up
// people.
//   npm run pictures                                      all of them, 1280 wide, and the first picture of the README
//   npm run pictures -- --folder DIR [--width 320] [--language ru] [--dark] [--print] [NAME…]    to look at, elsewhere
import { spawnSync } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: 'docs/pictures' },
    width: { type: 'string', default: '1280' },
    language: { type: 'string', default: 'en' },
    dark: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
})
const folder = values.folder === 'docs/pictures' ? values.folder : resolve(values.folder)
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules', '.bin', 'vitest'), 'run', 'e2e/pictures/pictures.test.ts'],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      // also of the registers and other people's systems that are started for it
      CLOCK_AT: '2026-11-11T10:00:00+05:00',
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${pathToFileURL(join(root, 'scripts', 'shifted-clock.js'))}`,
      DARCHA_PICTURES: JSON.stringify({ ...values, folder, width: Number(values.width), only: positionals }),
    },
  },
)
process.exit(status ?? 1)
