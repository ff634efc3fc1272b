import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { parsedAtBuild, parseYaml } from './index.ts'

const files = globSync(['texts/*/*.yaml', 'country/uz/**/*.yaml'])

it('gives for each text of product and country what parsing gives', () => {
  expect(files.length).toBeGreaterThan(30)
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    expect(parsedAtBuild(text), file).toEqual(parse(text))
  }
})

it('parses what was changed since the build', () => {
  const text = `${readFileSync(files[0]!, 'utf8')}\nchanged-since: 1\n`
  expect(parsedAtBuild(text)).toBeUndefined()
  expect(parseYaml(text)).toMatchObject({ 'changed-since': 1 })
})
