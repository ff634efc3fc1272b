import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../../platform/database/index.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { eventBus } from '../../platform/events/index.ts'
import { openFiles } from '../../platform/files/index.ts'
import { loadTexts } from '../../platform/i18n/index.ts'
import { conventions } from '../../platform/i18n/testing.ts'
import { directly } from '../../platform/jobs/testing.ts'
import { nobody, type Principal } from '../../platform/rights/index.ts'
import { demoAuthority } from '../../platform/sign/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import type { ProcessJob } from '../process/index.ts'
import {
  checkResult,
  documentsRights,
  prepareEffect,
  renderer,
  signEffect,
  type ResultContent,
  type ResultParts,
} from './index.ts'

const has = (program: string) => spawnSync(program, ['-v']).error === undefined
/** Whether the words of a document are read back: in CI always, elsewhere where the program for it is installed. */
export const readsBack = has('pdftotext') || process.env.CI !== undefined

export const person = newId('2026-03-01T00:00:00Z')
export const content: ResultContent = {
  kind: 'certificate',
  outcome: 'granted',
  service: 'housing-availability-certificate',
  version: 1,
  language: 'uz',
  title: 'Turar joy bor-yoʻqligi toʻgʻrisida maʼlumotnoma',
  paragraphs: [
    'Davlat reyestridagi maʼlumotlarga koʻra, sizda turar joy mavjud emas.',
    '#panic("never read as markup") *x* $y$ @z',
  ],
  facts: [
    { name: 'Tuman', value: 'Yunusobod', public: true },
    { name: 'Manzil', value: 'Demo koʻchasi, 12-uy' },
  ],
  holder: { kind: 'person', name: 'Dilnoza Karimova', number: '41704889990010' },
  owner: { person, organisation: null },
  number: '2026-03-000001',
  office: 'khokimiyat-1726266',
  officeName: 'Yunusobod tumani hokimligi',
  validUntil: '2026-04-01',
}
/** Who signs when a test says nothing else. */
export const HEAD = {
  id: 'nargiza',
  name: 'Nargiza Rahimova',
  role: 'head',
  office: 'khokimiyat-1726266',
  officeName: 'Yunusobod tumani hokimligi',
}

export const job = (caseId: string, jobId: string): ProcessJob => ({
  jobId,
  caseId,
  wait: 1,
  element: 'prepare',
  attributes: {},
  attempts: 1,
})

/** Nobody here works for a body: no check is a look. */
export const whoseCases = async () => []

/**
 * A database, files, an authority and a renderer, with which results are made. What a case says, who signs and what
 * time it is are set by tests, which put them back.
 */
export async function resultBench() {
  const state = { time: '2026-03-02T10:00:00.000Z', said: content, head: HEAD }
  const folder = mkdtempSync(join(tmpdir(), 'documents-'))
  const { database, drop } = await testDatabase()
  const drawing = renderer(process.cwd(), { documents: 5 })
  const files = openFiles(join(folder, 'files'))
  const authority = await demoAuthority(join(folder, 'ca'), { clock: () => state.time })
  const parts: ResultParts = {
    files,
    renderer: drawing,
    texts: loadTexts('texts', conventions),
    timeZone: 'Asia/Tashkent',
    origin: 'http://localhost:3000',
    demo: true,
    authority,
    describe: async () => state.said,
    signatory: async () => state.head,
    officialName: () => 'Yunusobod tumani hokimligi',
    clock: () => state.time,
    events: eventBus([], () => ({}) as never),
  }
  const run = async (effect: ReturnType<typeof prepareEffect>, caseId: string, jobId: string) => {
    const outcome = await effect.effect(job(caseId, jobId), directly)
    return database.transaction((tx) => effect.finish!(tx, job(caseId, jobId), outcome, state.time)) as Promise<{
      code: string
      number: string
    }>
  }
  const prepare = (caseId: string, jobId = '1') => run(prepareEffect(database, parts), caseId, jobId)
  const sign = (caseId: string, jobId = '2') => run(signEffect(database, parts), caseId, jobId)
  const inTx = <Answer>(work: Parameters<typeof database.transaction<Answer>>[0]) => database.transaction(work)
  const asked = (principal: Principal = nobody) => ({ principal, language: 'uz', now: state.time })
  const check = (code: string) =>
    performer(database, documentsRights, { judgeSigned: undefined, whoseCases }).perform(checkResult, { code }, asked())
  const text = (pdf: Uint8Array) => {
    const file = join(folder, 'text.pdf')
    writeFileSync(file, pdf)
    return spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout.replace(/\s+/g, ' ')
  }
  return Object.assign(state, {
    folder,
    database,
    drawing,
    files,
    authority,
    parts,
    prepare,
    sign,
    inTx,
    asked,
    check,
    text,
    async close() {
      await drawing.close()
      await drop()
      rmSync(folder, { recursive: true })
    },
  })
}
