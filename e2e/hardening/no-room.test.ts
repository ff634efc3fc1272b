import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { samplePdf } from '../../src/commands/sample-pdf.ts'
import { openFiles } from '../../src/platform/files/index.ts'
import { openStage, type Stage } from '../rights/open-stage.ts'
import { visitor } from './browse.ts'
import { judge } from './judge.ts'

let stage: Stage
const folder = mkdtempSync(join(tmpdir(), 'darcha-full-'))
beforeAll(async () => { stage = await openStage() })
afterAll(async () => { await stage?.close(); rmSync(folder, { recursive: true, force: true }) })

/** A file on a disk that takes a hundred bytes and no more. */
async function onFullDisk(path: string): Promise<FileHandle> {
  const file = await open(path, 'wx')
  return new Proxy(file, {
    get(target, name) {
      if (name === 'writeFile') return async (chunk: Uint8Array) => { await target.write(chunk.subarray(0, 100)); throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }) }
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

it('says that there is no room for a file, keeps the form and leaves nothing half-written', async () => {
  const citizen = await visitor(stage, 'dilnoza')
  const { database, world } = stage.bench.instance
  const { form } = await database.transaction((tx) => world.services.get(tx, stage.real.service))
  const page = form!.pages.find((one) => one.fields.some((each) => each.kind === 'file'))!
  const field = page.fields.find((each) => each.kind === 'file')!.id
  const upload = () => { const sent = new FormData(); sent.set(field, new File([samplePdf() as BlobPart], 'consent.pdf', { type: 'application/pdf' })); return citizen.post(`/en/drafts/${stage.real.draft}/${page.id}`, sent) }
  const files = world.files
  world.files = openFiles(folder, { openDraft: onFullDisk })
  try {
    const answer = await upload()
    expect(judge(answer, '')).toEqual([])
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`id="${field}-error"`)
    expect(readdirSync(join(folder, 'incoming'))).toEqual([])
  } finally {
    world.files = files
  }
  expect((await upload()).status).not.toBe(500)
})

it('says that it can not answer when the database has no room, and loses nothing', async () => {
  const { database } = stage.bench.instance
  await database.query("create function casework.full() returns trigger language plpgsql as $$ begin raise exception 'could not extend file \"base/1/2\": No space left on device' using errcode = '53100'; end $$")
  await database.query('create trigger full_disk before insert on casework.application for each row execute function casework.full()')
  const { example } = JSON.parse((await stage.ask('applicant', 'GET', '/services/housing-availability-certificate')).text)
  const send = () => stage.really('applicant', 'POST', '/applications', { service: 'housing-availability-certificate', answers: example.answers })
  const answer = await send()
  expect(answer.status).toBe(503)
  expect(judge(answer, '')).toEqual([])
  expect(answer.text).not.toContain('base/1/2')
  await database.query('drop trigger full_disk on casework.application')
  expect((await send()).status).toBe(201)
})
