import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Licences that let everybody use, change and hand on what bears them, beside our own. */
const OPEN =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|OFL-1\.1|Zlib|Python-2\.0|PostgreSQL)( (AND|OR|WITH) .+)?\)?$/

it('what the product is made of bears open licences, and what asks for more is named in NOTICE', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { license?: string; dev?: boolean }>
  }
  const notice = readFileSync('NOTICE', 'utf8')
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true)
  expect(shipped.length).toBeGreaterThan(50)
  const others = shipped
    .filter(([, { license }]) => !OPEN.test(license ?? ''))
    .map(([path, { license }]) => ({ name: path.replace(/^.*node_modules\//, ''), license }))
  expect(others.filter(({ name }) => !notice.includes(name))).toEqual([])
})
