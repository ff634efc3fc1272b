import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { readYaml } from '../../../kernel/data/index.ts'
import { readForm } from '../../../kernel/forms/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Language, Languages } from '../../../platform/i18n/index.ts'
import { ExamplesFile, type Example } from './example.ts'
import { PassportFile, passportFaults, type Passport } from './passport.ts'
import type { ServiceProblem } from './problem.ts'
import { readTexts } from './read-texts.ts'
import { runs, serviceFiles, type ServiceFile, type ServiceFolder } from './service-folder.ts'

/** What of a country a service's folder is read by. */
type ServiceCountry = Pick<Country, 'kinds' | 'levels' | 'lifeEvents' | 'languages' | 'shapes'>

/** No file of a service is this big; one that is would be held in memory for nothing. */
const BYTES_AT_MOST = 4_000_000

/**
 * Reads a service's folder and looks whether it is whole in itself. Process and rules are compiled when it is published
 * or checked.
 * @param path such as `services/guardianship-incapacitated-adult`
 * @param country its languages, kinds of body and life events are those of the service
 * @returns the service when nothing is wrong, else every problem with file, line and remedy
 */
export function readServiceFolder(
  path: string,
  country: ServiceCountry,
): { service?: ServiceFolder; problems: ServiceProblem[] } {
  const problems: ServiceProblem[] = []
  if (!existsSync(join(path, 'service.yaml'))) {
    return {
      problems: [
        {
          file: 'service.yaml',
          line: 1,
          message: `there is no service.yaml in ${path}`,
          remedy: 'A service is a folder with its passport in service.yaml (docs/handbook/service-format.md).',
        },
      ],
    }
  }
  const files = readFiles(path, serviceFiles(country.languages), problems)
  const read = readServiceFiles(files, basename(resolve(path)), country)
  return problems.length > 0 ? { problems: [...problems, ...read.problems] } : read
}

/**
 * The texts of a folder, not looked into.
 * @returns nothing where the folder holds what no service has, or a file that is too long
 */
export function readServiceTexts(path: string, languages: Languages): ServiceFolder['files'] | undefined {
  const problems: ServiceProblem[] = []
  const files = readFiles(path, serviceFiles(languages), problems)
  return problems.length > 0 ? undefined : files
}

/**
 * Reads a service that stands in no folder, such as a draft: the same looks, the same problems.
 * @param id what the folder would be called
 */
export function readServiceFiles(
  files: ServiceFolder['files'],
  id: string,
  country: ServiceCountry,
): { service?: ServiceFolder; problems: ServiceProblem[] } {
  const problems: ServiceProblem[] = []
  const { languages } = country
  const passport = readPassport(files['service.yaml'] ?? '', id, problems, country)
  const texts = readTexts(
    languages,
    Object.fromEntries(
      languages.written.flatMap((language): [Language, string][] => {
        const text = files[`texts/${language}.yaml`]
        return text === undefined ? [] : [[language, text]]
      }),
    ),
    problems,
  )
  if (files['form.yaml'] !== undefined) checkForm(files['form.yaml'], passport, problems)
  const examples = files['examples.yaml'] === undefined ? [] : readExamples(files['examples.yaml'], problems)
  for (const [there, lacking] of [
    ['process.bpmn', 'form.yaml'],
    ['form.yaml', 'process.bpmn'],
  ] as const) {
    if (files[there] !== undefined && files[lacking] === undefined)
      problems.push({
        file: lacking,
        line: 1,
        message: `${there} is there, ${lacking} is not`,
        remedy: 'A service that runs has both; a passport has neither.',
      })
  }
  if (runs(files) && Object.keys(texts[languages.first]!).length === 0)
    problems.push({
      file: `texts/${languages.first}.yaml`,
      line: 1,
      message: 'a service that runs needs texts',
      remedy: `Write ${languages.written.map((language) => `texts/${language}.yaml`).join(', ')}.`,
    })
  return problems.length > 0 || !passport ? { problems } : { service: { passport, files, texts, examples }, problems }
}

function readFiles(path: string, known: readonly ServiceFile[], problems: ServiceProblem[]): ServiceFolder['files'] {
  const files: ServiceFolder['files'] = {}
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    const name = relative(path, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    if (entry.isDirectory() || name.split('/').some((part) => part.startsWith('.'))) continue
    if (!entry.isFile() || !(known as readonly string[]).includes(name)) {
      problems.push({
        file: name,
        line: 1,
        message: 'a service has no such file',
        remedy: `Its files are ${known.join(', ')}.`,
      })
    } else if (statSync(join(path, name)).size > BYTES_AT_MOST) {
      problems.push({
        file: name,
        line: 1,
        message: `the file has more than ${BYTES_AT_MOST} bytes`,
        remedy: 'Split it, or leave out what does not belong there.',
      })
    } else
      files[name as ServiceFile] = readFileSync(join(path, name), 'utf8')
        .replace(/^\uFEFF/, '')
        .replaceAll('\r\n', '\n')
  }
  return files
}

const IN_FORMAT = 'Write it as docs/handbook/service-format.md says.'

function readPassport(
  text: string,
  id: string,
  problems: ServiceProblem[],
  country: ServiceCountry,
): Passport | undefined {
  const file = 'service.yaml'
  const shape = PassportFile(country)
  const read = readYaml(text, shape)
  if ('problems' in read) {
    problems.push(
      ...read.problems.map(({ line, path, message }) => ({
        file,
        line,
        message: path ? `${path}: ${message}` : message,
        remedy: IN_FORMAT,
      })),
    )
    return undefined
  }
  const passport = read.value
  const report = (path: (string | number)[], message: string, remedy: string) =>
    problems.push({ file, line: read.lineOf(path), message, remedy })
  if (passport.id !== id) report(['id'], `the id is "${passport.id}", the folder "${id}"`, 'Give both the same name.')
  for (const { path, message, remedy } of passportFaults(passport, new Set(Object.keys(shape.shape))))
    report(path, message, remedy)
  const kinds = new Set(country.kinds().map((kind) => kind.id))
  if (!country.lifeEvents.some((lifeEvent) => lifeEvent.id === passport.lifeEvent))
    report(
      ['lifeEvent'],
      `"${passport.lifeEvent}" is no life event of the country`,
      `Choose one of ${country.lifeEvents.map((lifeEvent) => lifeEvent.id).join(', ')}.`,
    )
  for (const [path, kind] of [
    [['owner', 'kind'], passport.owner.kind],
    [['appeal', 'to', 'kind'], passport.appeal?.to.kind],
  ] as const) {
    if (kind !== undefined && !kinds.has(kind))
      report([...path], `"${kind}" is no kind of body of the country`, `Choose one of ${[...kinds].join(', ')}.`)
  }
  return passport
}

function checkForm(text: string, passport: Passport | undefined, problems: ServiceProblem[]): void {
  const { form, problems: found } = readForm(text)
  problems.push(
    ...found.map(({ line, path, message }) => ({
      file: 'form.yaml',
      line,
      message: path ? `${path}: ${message}` : message,
      remedy: IN_FORMAT,
    })),
  )
  if (!form || !passport) return
  const laws = new Set(passport.legalBasis.map((law) => law.id))
  for (const field of form.pages.flatMap((page) => page.fields)) {
    if (field.why === undefined || laws.has(field.why)) continue
    const line = text.split('\n').findIndex((word) => new RegExp(`\\bid: *["']?${field.id}\\b`).test(word)) + 1
    problems.push({
      file: 'form.yaml',
      line: Math.max(1, line),
      message: `why of "${field.id}" is "${field.why}", which is no id of the passport's legalBasis`,
      remedy: 'Name the law that lets the state ask this.',
    })
  }
  const fileFields = new Set(
    form.pages
      .flatMap((page) => page.fields)
      .filter((field) => field.kind === 'file')
      .map((field) => field.id),
  )
  for (const { id, field } of passport.evidence) {
    if (field !== undefined && !fileFields.has(field))
      problems.push({
        file: 'form.yaml',
        line: 1,
        message: `the evidence "${id}" is brought in the field "${field}", which is no file field of the form`,
        remedy: 'Add the field, or name one that is there.',
      })
  }
}

function readExamples(text: string, problems: ServiceProblem[]): Example[] {
  const read = readYaml(text, ExamplesFile)
  if ('value' in read) return read.value
  problems.push(
    ...read.problems.map(({ line, path, message }) => ({
      file: 'examples.yaml',
      line,
      message: path ? `${path}: ${message}` : message,
      remedy: IN_FORMAT,
    })),
  )
  return []
}
