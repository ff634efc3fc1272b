import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WrongUsage } from './arguments.ts'
import { check } from './check.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'))
  cpSync('services/pension-amount-certificate', join(folder, 'pension-amount-certificate'), { recursive: true })
  cpSync('services/burial-place', join(folder, 'burial-place'), { recursive: true })
  const file = join(folder, 'pension-amount-certificate', 'process.bpmn')
  writeFileSync(file, readFileSync(file, 'utf8').replace('darcha:act="decide"', 'darcha:act="dither"'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function said(args: string[]) {
  let out = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  try {
    const code = await check.run(args)
    return { code, out, json: args.includes('--json') ? JSON.parse(out) : undefined }
  } finally {
    spy.mockRestore()
  }
}

describe('darcha check', () => {
  it('finds all services of the project good', async () => {
    const { code, json } = await said(['--json'])
    expect(code).toBe(0)
    expect(json.services.length).toBeGreaterThanOrEqual(64)
    expect(
      json.services.every((service: { ok: boolean; errors: unknown[] }) => service.ok && service.errors.length === 0),
    ).toBe(true)
  })

  it('looks at one folder or a folder of folders, and names file, line and remedy', async () => {
    expect(await said(['services/burial-place', '--json'])).toMatchObject({
      code: 0,
      json: { services: [{ id: 'burial-place', ok: true, errors: [] }] },
    })
    const { code, json } = await said([folder, '--json'])
    expect({ code, json }).toMatchObject({
      code: 1,
      json: {
        services: [
          { id: 'burial-place', ok: true },
          {
            id: 'pension-amount-certificate',
            ok: false,
            // where nobody is known to decide, nobody hears the applicant either
            errors: expect.arrayContaining([
              {
                file: join(folder, 'pension-amount-certificate', 'process.bpmn'),
                line: expect.any(Number),
                message: expect.stringContaining('dither'),
                remedy: expect.stringContaining('decide'),
              },
            ]),
          },
        ],
      },
    })
    expect((await said([folder])).out).toMatch(
      /process\.bpmn:\d+: the act "dither"[\s\S]*2 checked, 1 good, 1 with problems/,
    )
  })

  it("warns of what a process says in another engine's words, by file and line, and finds the service good", async () => {
    const other = mkdtempSync(join(tmpdir(), 'check-'))
    try {
      cpSync('services/pension-amount-certificate', join(other, 'pension-amount-certificate'), { recursive: true })
      const path = join(other, 'pension-amount-certificate', 'process.bpmn')
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace(
          /<(bpmn:)?userTask /,
          '$& xmlns:f="http://flowable.org/bpmn" f:skipExpression="${true}" ',
        ),
      )
      const { json, out } = await said([other, '--json'])
      expect(json.services[0], out).toMatchObject({
        ok: true,
        warnings: [{ file: path, line: expect.any(Number), message: expect.stringContaining('skipExpression') }],
      })
    } finally {
      rmSync(other, { recursive: true })
    }
  })

  it('tells wrong usage from a problem', async () => {
    await expect(check.run(['no-such-folder'])).rejects.toThrow(WrongUsage)
    await expect(check.run(['--country', 'xx'])).rejects.toThrow(WrongUsage)
    await expect(check.run(['--nonsense'])).rejects.toThrow(WrongUsage)
    expect(await said([join(folder, 'pension-amount-certificate', 'texts'), '--json'])).toMatchObject({
      code: 1,
      json: { services: [{ ok: false, errors: [{ line: 1 }] }] },
    })
  })
})
