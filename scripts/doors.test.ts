import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
// @ts-expect-error plain JavaScript, shared with the scripts
import { checkHouse } from './doors.js'

interface Found {
  files: number
  violations: { file: string; rule: string; detail: string }[]
}
const check = checkHouse as (root: string) => Found

const made: string[] = []
function houseWith(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'house-'))
  made.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}
afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true })
})

describe('the house', () => {
  it('keeps its own rules', () => {
    const { files, violations } = check(process.cwd())
    expect(files).toBeGreaterThan(50)
    expect(violations).toEqual([])
  })

  const seeded: [string, Record<string, string>][] = [
    ['country', { 'src/platform/pay/a.ts': '/** Whole tiyin. */\nexport const a = 1' }],
    ['country', { 'src/ui/a.tsx': "export const hint = '+998 90 123 45 67'" }],
    ['country', { 'src/kernel/terms/a.ts': "export const zone = 'Asia/Tashkent'" }],
    ['country', { 'src/kernel/money/a.ts': "export const currency = 'UZS'" }],
    ['country', { 'src/kernel/money/a.ts': "export const unit = 'сум'" }],
    ['country', { 'src/modules/casework/README.md': 'The Khokimiyat decides.' }],
    ['country', { 'src/portal/a.ts': "export const label = 'ПИНФЛ'" }],
    ['country', { 'src/modules/catalogue/a.ts': 'export const base = values.BRV' }],
    ['country', { 'src/platform/pay/a.ts': '// as Payme does' }],
    ['country', { 'src/platform/i18n/a.ts': "export const first = 'uz'" }],
    ['country', { 'src/portal/a.ts': "export const home = 'https://my.gov.uz/x'" }],
    [
      'kernel',
      { 'src/kernel/terms/index.ts': "import { readFileSync } from 'node:fs'\nexport const a = readFileSync" },
    ],
    [
      'layer',
      {
        'src/kernel/terms/index.ts': "import type { Tx } from '../../platform/database/index.ts'\nexport type A = Tx",
        'src/platform/database/index.ts': 'export interface Tx {}',
      },
    ],
    [
      'layer',
      {
        'src/ui/card.tsx': "export { a } from '../modules/process/index.ts'",
        'src/modules/process/index.ts': 'export const a = 1',
      },
    ],
    [
      'door',
      {
        'src/modules/casework/a.ts': "import { b } from '../process/store/tasks.ts'\nexport const a = b",
        'src/modules/process/store/tasks.ts': 'export const b = 1',
        'src/modules/process/index.ts': '',
      },
    ],
    [
      'door',
      {
        'src/portal/home.tsx': "export const a = () => import('../modules/process/store/tasks.ts')",
        'src/modules/process/store/tasks.ts': 'export const b = 1',
      },
    ],
    [
      'arrow',
      {
        'src/modules/process/a.ts': "import type { B } from '../casework/index.ts'\nexport type A = B",
        'src/modules/casework/index.ts': 'export interface B {}',
      },
    ],
    [
      'schema',
      {
        'src/modules/casework/store/a.ts': "export const sql = 'select 1 from process.task'",
        'src/modules/process/index.ts': '',
      },
    ],
    [
      'cycle',
      {
        'src/modules/casework/module.ts': "export const a = describeModule({ name: 'casework', uses: ['process'] })",
        'src/modules/process/module.ts': "export const b = describeModule({ name: 'process', uses: ['casework'] })",
      },
    ],
    [
      'circle',
      {
        'src/modules/process/a.ts': "import { b } from './b.ts'\nexport const a = () => b",
        'src/modules/process/b.ts': "export { c } from './c.ts'\nexport const b = 1",
        'src/modules/process/c.ts': "import { type B, a } from './a.ts'\nexport const c = a as B",
      },
    ],
    ['dead', { 'src/kernel/money/a.ts': 'export const unused = 1' }],
    [
      'dead',
      {
        'src/kernel/money/a.ts': 'export const unused = 1',
        'src/kernel/money/index.ts': "export { unused } from './a.ts'",
      },
    ],
    [
      'event',
      {
        'src/platform/pay/a.ts': "import { append } from '../audit/append.ts'\nexport const a = append",
        'src/platform/audit/append.ts': 'export const append = 1',
      },
    ],
    ['event', { 'src/modules/process/store/a.ts': "export const sql = 'select audit.append($1, $2, $3, $4, $5)'" }],
    ['page', { 'src/modules/casework/pages/a.tsx': "import type { Tx } from '../../../platform/database/index.ts'" }],
    ['page', { 'src/modules/casework/pages/desk/a.tsx': "import { draftsOf } from '../../store/drafts.ts'" }],
    ['page', { 'src/modules/casework/pages/a.tsx': 'const { speech, database } = context' }],
    ['page', { 'src/modules/casework/pages/applicant/upload-pages.ts': 'await removeUpload(context.database, id)' }],
    ['page', { 'src/platform/identity/kept-form-page.tsx': "page('GET /a', async ({ database }: PageContext) => 1)" }],
    ['page', { 'src/portal/cabinet/a.tsx': 'const found = await list(context.database)' }],
    ['page', { 'src/portal/a.tsx': "const head = principal.roles.some((held) => held.role === 'head')" }],
    ['schema', { 'src/modules/process/store/a.ts': "export const sql = 'update jobs.job set run_at = $1'" }],
    ['schema', { 'src/modules/casework/a.ts': 'export const sql = `select 1 from\n  identity.representative r`' }],
    ['schema', { 'src/platform/pay/a.ts': "export const sql = 'insert into jobs.job (kind) values ($1)'" }],
    [
      'schema',
      {
        'src/platform/audit/a.ts': "export const sql = 'select 1 from casework.application'",
        'src/modules/casework/index.ts': '',
      },
    ],
    ['schema', { 'src/portal/home/a.ts': "export const sql = 'select 1 from audit.seal'" }],
    ['schema', { 'src/commands/a.ts': "export const sql = 'delete from jobs.job'" }],
    ['folder', { 'src/platform/x/a.ts': 'mkdirSync(join(folder, name), { recursive: true })' }],
    ['name', { 'src/platform/x/utils.ts': 'export const a = 1' }],
  ]
  it.each(seeded)('finds a seeded violation: %s', (rule, files) => {
    expect(check(houseWith(files)).violations.map((violation) => violation.rule)).toContain(rule)
  })

  it('lets no file be longer than 400 lines, tests and scripts too, and names it with its lines', () => {
    const files = {
      'src/platform/x/a.ts': '//\n'.repeat(401),
      'src/platform/x/a.test.ts': '//\n'.repeat(402),
      'src/platform/x/b.ts': '//\n'.repeat(400),
      'e2e/a.test.ts': '//\n'.repeat(403),
      'scripts/a.js': '//\n'.repeat(404),
      'bench/a.ts': '//\n'.repeat(405),
      'bench/peers/x/a.js': '//\n'.repeat(500),
      'src/platform/x/texts.generated.ts': '//\n'.repeat(500),
    }
    expect(check(houseWith(files)).violations.map(({ rule, detail }) => [rule, detail])).toEqual([
      ['size', 'bench/a.ts has 405 lines, at most 400'],
      ['size', 'e2e/a.test.ts has 403 lines, at most 400'],
      ['size', 'scripts/a.js has 404 lines, at most 400'],
      ['size', 'src/platform/x/a.test.ts has 402 lines, at most 400'],
      ['size', 'src/platform/x/a.ts has 401 lines, at most 400'],
    ])
  })

  it('lets files name each other in types, and take in one direction', () => {
    const files = {
      'src/kernel/money/a.ts': "import type { B } from './b.ts'\nexport const a: B = 1\nconsole.info(a)",
      'src/kernel/money/b.ts': "import { a } from './a.ts'\nexport type B = number\nconsole.info(a)",
    }
    expect(check(houseWith(files)).violations).toEqual([])
  })

  it('lets a room through the doors that its description names', () => {
    const root = houseWith({
      'src/modules/casework/module.ts': "export const a = describeModule({ name: 'casework', uses: ['process'] })",
      'src/modules/casework/use/b.ts': "import type { B } from '../../process/index.ts'\nexport type A = B",
      'src/modules/process/index.ts': 'export interface B {}',
    })
    expect(check(root).violations.filter(({ rule }) => rule !== 'dead')).toEqual([])
  })

  it('lets a room name its own schema, and all rooms what is offered to them', () => {
    const files = {
      'src/platform/use-case/a.ts': "export const sql = 'select 1 from use_case.idempotency'",
      'src/platform/jobs/a.ts': "export const sql = 'update jobs.job set run_at = $1'",
      'src/modules/process/a.ts': "export const sql = 'select 1 from jobs.incident join process.task on true'",
      'src/portal/a.ts': "export const sql = 'select 1 from audit.history'",
    }
    expect(check(houseWith(files)).violations.filter(({ rule }) => rule !== 'dead')).toEqual([])
  })

  it('counts the files it reads, so that reading none is seen', () => {
    expect(check(houseWith({})).files).toBe(0)
  })
})
