import { expect, it } from 'vitest'
import { readCountry } from '../../../platform/country/index.ts'
import { checkServiceFiles, demoParts } from '../../catalogue/index.ts'
import { leftOfTemplate } from './left-of-template.ts'
import { templatesOf } from './templates.ts'

const country = readCountry('country/uz')

it('every template of the country pack is a whole service under a new name', async () => {
  const templates = templatesOf(country.folder)
  expect(templates.ids).toEqual([
    'benefit-by-rule',
    'certificate-from-register',
    'permit-with-opinions',
    'registration-with-inspection',
  ])
  const parts = await demoParts(process.cwd(), country)
  for (const template of templates.ids)
    expect(await checkServiceFiles(templates.filesOf(template, 'bee-keeping')!, 'bee-keeping', parts)).toEqual({
      id: 'bee-keeping',
      ok: true,
      errors: [],
      warnings: [],
    })
  expect(templates.filesOf('../new-service', 'x')).toBeUndefined()
})

it('words that a template puts there to be said otherwise are told until they are, in every language', () => {
  const template = templatesOf(country.folder).filesOf('permit-with-opinions', 'bee-keeping')!['service.yaml']!
  expect(leftOfTemplate(template, template)).toEqual(['name', 'summary', 'legalBasis'])
  const named = template
    .replace(/uz: Yangi ruxsatnoma/, 'uz: Asalarichilik')
    .replace(/ru: Новое разрешение/, 'ru: Пасека')
  expect(leftOfTemplate(named, template)).toContain('name')
  expect(leftOfTemplate(named.replace(/en: New permit/, 'en: Bee keeping'), template)).not.toContain('name')
})
