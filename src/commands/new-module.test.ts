import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
// @ts-expect-error plain JavaScript, shared with the scripts
import { checkHouse } from '../../scripts/doors.js'
import { WrongUsage } from './arguments.ts'
import { newModule } from './new-module.ts'

const check = checkHouse as (root: string) => { files: number; violations: unknown[] }

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'room-'))
  mkdirSync(join(root, 'src/commands'), { recursive: true })
  cpSync('src/commands/modules.ts', join(root, 'src/commands/modules.ts'))
  for (const language of ['uz', 'uz-cyrl', 'ru', 'en', 'kk'])
    mkdirSync(join(root, 'texts', language), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

const all = () => globSync('**/*.{ts,tsx,yaml,md}', { cwd: root }).sort()

it('writes a room that keeps the rules of the house, with texts in every language and its line in the list', () => {
  const before = readFileSync(join(root, 'src/commands/modules.ts'), 'utf8')
  const files = newModule('bells', root)
  expect(all()).toEqual([...files].sort())
  expect(files.filter((path) => path.startsWith('texts/'))).toEqual([
    'texts/en/bells.yaml',
    'texts/kk/bells.yaml',
    'texts/ru/bells.yaml',
    'texts/uz/bells.yaml',
  ])
  const list = readFileSync(join(root, 'src/commands/modules.ts'), 'utf8')
  expect(list.split('\n').filter((line) => !before.split('\n').includes(line))).toEqual([
    "import { bellsModule } from '../modules/bells/index.ts'",
    '  bellsModule,',
  ])
  // what puts the product together takes the list
  writeFileSync(
    join(root, 'src/main.ts'),
    "import { MODULES } from './commands/modules.ts'\nprocess.stdout.write(String(MODULES.length))\n",
  )
  const { files: read, violations } = check(root)
  expect(read).toBe(7)
  expect(violations).toEqual([])
})

it.each([[undefined], ['Bells'], ['two-words'], ['1st'], ['../up'], ['x'.repeat(31)]])(
  'refuses the name %s and writes nothing',
  (name) => {
    const before = all()
    expect(() => newModule(name, root)).toThrow(WrongUsage)
    expect(all()).toEqual(before)
  },
)

it('overwrites nothing', () => {
  newModule('bells', root)
  expect(() => newModule('bells', root)).toThrow('src/modules/bells is there already')
  writeFileSync(join(root, 'texts/en/drums.yaml'), 'title: Drums\n')
  expect(() => newModule('drums', root)).toThrow('texts/en/drums.yaml is there already')
  expect(existsSync(join(root, 'src/modules/drums'))).toBe(false)
})
