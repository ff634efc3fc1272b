import { readYaml } from '../../../kernel/data/index.ts'
import { ExamplesFile, type Example } from './example.ts'

/** The answers of a service's first example, and who gives them. */
export interface FirstExample {
  answers: Example['answers']
  applicant?: string
  organisation?: string
}

/** @param examples text of `examples.yaml` */
export function firstExample(examples: string | undefined): FirstExample | undefined {
  const read = examples === undefined ? undefined : readYaml(examples, ExamplesFile)
  const first = read && 'value' in read ? read.value[0] : undefined
  return (
    first && {
      answers: first.answers,
      ...(first.applicant === undefined ? {} : { applicant: first.applicant }),
      ...(first.organisation === undefined ? {} : { organisation: first.organisation }),
    }
  )
}
