import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { samplePdf } from '../../src/modules/casework/testing.ts'
import { openStage, type Stage } from '../rights/open-stage.ts'
import { visitor, type Visitor } from './browse.ts'
import { judge } from './judge.ts'

let stage: Stage
let citizen: Visitor
let [page, field] = ['', '']
beforeAll(async () => {
  stage = await openStage()
  citizen = await visitor(stage, 'dilnoza')
  const { database, world } = stage.bench.instance
  const { form } = await database.transaction((tx) => world.services.get(tx, stage.real.service))
  const found = form!.pages.find((candidate) => candidate.fields.some((each) => each.kind === 'file'))!
  field = found.fields.find((each) => each.kind === 'file')!.id
  page = `/en/drafts/${stage.real.draft}/${found.id}`
})
afterAll(async () => {
  await stage?.close()
})

const text = (content: string) => new TextEncoder().encode(content)
const pdf = samplePdf()

async function upload(name: string, content: Uint8Array, type = 'application/pdf') {
  const form = new FormData()
  form.set(field, new File([content as BlobPart], name, { type }))
  return citizen.post(page, form)
}

const REFUSED: [string, string, Uint8Array][] = [
  ['a Windows program', 'report.exe', text('MZ\u0090\u0000\u0003')],
  ['a program called a document', 'report.pdf', text('MZ\u0090\u0000\u0003'.padEnd(4000, 'x'))],
  [
    'a Linux program called a picture',
    'me.png',
    Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), randomBytes(4000)]),
  ],
  ['a script', 'run.sh', text('#!/bin/sh\nrm -rf /\n')],
  ['a page called a picture', 'photo.png', text('<html><script>alert(1)</script></html>')],
  ['a drawing with script', 'map.svg', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ['two endings', 'report.pdf.exe', pdf],
  ['no ending', 'report', pdf],
  ['another kind than its name says', 'photo.jpg', pdf],
  ['nothing', 'empty.pdf', new Uint8Array()],
  ['a document cut off', 'half.pdf', pdf.slice(0, 200)],
  ['an archive behind a document', 'both.pdf', Buffer.concat([pdf, text('PK\u0005\u0006'.padEnd(22, '\u0000'))])],
  ['an archive', 'files.zip', text('PK\u0005\u0006'.padEnd(22, '\u0000'))],
  ['more than is allowed', 'large.pdf', Buffer.concat([pdf, Buffer.alloc(21_000_000, 32), text('%%EOF')])],
]

it.each(REFUSED)('refuses %s and says why beside the field', async (_what, name, content) => {
  const answer = await upload(name, content)
  expect(judge(answer, '')).toEqual([])
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(`id="${field}-error"`)
})

it('takes a document, whatever its name, and never writes it by that name', async () => {
  for (const name of [
    'consent.pdf',
    '../../etc/passwd.pdf',
    'C:\\Windows\\system32\\a.pdf',
    'розилик хати.pdf',
    'oʻzbekcha.pdf',
    '<img src=x onerror=boom>.pdf',
    'a\u202efdp.exe.pdf',
    `${'x'.repeat(500)}.pdf`,
    '"; filename="b.exe.pdf',
  ]) {
    const answer = await upload(name, pdf)
    expect(judge(answer, name), name).toEqual([])
    expect([200, 303, 422], `${name}: ${answer.status}`).toContain(answer.status)
    if (answer.status === 422) expect(answer.text, name).not.toContain(`id="${field}-error"`)
  }
})

it('ends a request that breaks off or lies, and leaves nothing behind', async () => {
  const boundary = 'x'
  const part = (disposition: string, body = 'a') =>
    `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\ncontent-type: application/pdf\r\n\r\n${body}\r\n`
  const bodies = [
    part(`name="${field}"; filename="a.pdf"`),
    `--${boundary}--`,
    '',
    `${part(`name="${field}"; filename="a.pdf"`).repeat(30)}--${boundary}--`,
    `${part('name="a"', 'x'.repeat(200_000))}--${boundary}--`,
    `--${boundary}\r\n${'x-header: a\r\n'.repeat(5000)}\r\n\r\n--${boundary}--`,
    `${part('name=""; filename=""')}--${boundary}--`,
    `${part(`name="${field}\u0000"; filename="\u0000.pdf"`)}--${boundary}--`,
    `${part('name="__proto__"')}--${boundary}--`,
    `--${boundary}\r\n\r\n--${boundary}--`,
  ]
  for (const body of bodies) {
    const answer = await citizen.post(page, body, `multipart/form-data; boundary=${boundary}`)
    expect(judge(answer, ''), body.slice(0, 80)).toEqual([])
  }
})
