import { readYaml, type DataProblem } from '../data/index.ts'
import { FeelError } from '../rules/index.ts'
import { compileForm, type CompiledForm } from './compile-form.ts'
import { FormData } from './form-data.ts'
import { kindOf } from './kinds.ts'

/** Reads a `form.yaml`: the compiled form, or what is wrong with it and in which line. */
export function readForm(text: string): { form?: CompiledForm; problems: DataProblem[] } {
  const read = readYaml(text, FormData)
  if ('problems' in read) return { problems: read.problems }
  const problems = findFaults(read.value, read.lineOf)
  return problems.length > 0 ? { problems } : { form: compileForm(read.value), problems: [] }
}

function findFaults(form: FormData, lineOf: (path: readonly PropertyKey[]) => number): DataProblem[] {
  const problems: DataProblem[] = []
  const report = (path: PropertyKey[], message: string) =>
    problems.push({ line: lineOf(path), path: path.join('.'), message })
  const seen = new Set<string>()
  const asked = new Set<string>()
  for (const [at, page] of form.pages.entries()) {
    for (const [number, field] of page.fields.entries()) {
      const path = ['pages', at, 'fields', number]
      if (seen.has(field.id))
        report([...path, 'id'], `the field "${field.id}" stands twice: give one of them another name`)
      seen.add(field.id)
      const { needs } = kindOf(field.kind)
      if (needs === 'options' && !field.options?.length)
        report(path, `"${field.id}" is a ${field.kind} without options`)
      if (needs === 'accept' && !field.accept?.length) report(path, `"${field.id}" says not which files it accepts`)
      if (field.prefill?.by && !seen.has(field.prefill.by))
        report(
          [...path, 'prefill'],
          `"${field.id}" is found by "${field.prefill.by}", which is asked later or not at all`,
        )
      if (field.registers !== undefined && field.kind !== 'declaration')
        report([...path, 'registers'], `"${field.id}" lets registers be asked and is no declaration`)
      const before = field.registers === 'all' ? [...asked] : (field.registers?.filter((id) => asked.has(id)) ?? [])
      if (before.length > 0)
        report(path, `"${field.id}" stands after a field that asks ${before.join(', ')}: put it on the first page`)
    }
    // a page is asked for as a whole: what stands on it with the declaration is asked without
    for (const { prefill } of page.fields) if (prefill) asked.add(prefill.register)
    for (const [number, { id, registers }] of page.fields.entries()) {
      const path = ['pages', at, 'fields', number]
      const beside = page.fields.flatMap(({ prefill }) => prefill?.register ?? [])
      if (
        registers !== undefined &&
        (registers === 'all' ? beside : registers.filter((each) => beside.includes(each))).length > 0
      )
        report(path, `"${id}" stands on a page that asks registers: give it a page before`)
    }
    try {
      compileForm({ pages: [page] })
    } catch (error) {
      if (!(error instanceof FeelError)) throw error
      report(['pages', at], error.message)
    }
  }
  return problems
}
