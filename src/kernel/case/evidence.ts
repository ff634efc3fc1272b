import { clockOfFiling } from '../forms/index.ts'
import type { Json, Variables } from '../process/index.ts'
import { compileFeel, toJson } from '../rules/index.ts'

/** A piece of evidence as a passport names it. */
export interface EvidenceNamed {
  id: string
  heldByState: boolean
  register?: string | undefined
  /** FEEL: the number of whom it is about, or a list of numbers; absent = the applicant. */
  about?: string | undefined
  basis?: string | undefined
}

/** What one register said of one number. */
export interface RegisterAnswer {
  status: 'found' | 'missing'
  data: Json
}

/**
 * The evidence that a `register.fetch` asks for: what the state holds and a register answers, among those that are named.
 * @param asked `darcha:evidence`: ids, space separated; `all`, nothing or what is no text = all
 */
export function wantedEvidence<Named extends EvidenceNamed>(
  evidence: readonly Named[],
  asked: unknown,
): (Named & { register: string })[] {
  const names =
    typeof asked === 'string' && asked.trim() !== '' && asked !== 'all' ? asked.trim().split(/\s+/) : undefined
  return evidence.filter(
    (piece): piece is Named & { register: string } =>
      piece.heldByState && piece.register !== undefined && (!names || names.includes(piece.id)),
  )
}

/**
 * Whom a piece of evidence is about: numbers by FEEL over the variables of the case, each once; else the applicant.
 * @throws FeelError when `about` is no FEEL
 */
export function subjectsOf(
  about: string | undefined,
  variables: Variables,
  applicant: string,
): { numbers: string[]; several: boolean } {
  if (about === undefined) return { numbers: [applicant], several: false }
  const value = toJson(compileFeel(about).evaluate(variables, clockOfFiling(variables)))
  const numbers = (Array.isArray(value) ? value : [value]).filter(
    (candidate): candidate is string => typeof candidate === 'string' && candidate !== '',
  )
  return { numbers: [...new Set(numbers)], several: Array.isArray(value) }
}

/** The evidence as rules see it; about several people it is found when each of them is. */
export function evidenceAnswer(
  several: boolean,
  looks: readonly ({ number: string } & RegisterAnswer)[],
): RegisterAnswer {
  const [first] = looks
  if (!several) return { status: first?.status ?? 'missing', data: first?.data ?? null }
  return {
    status: looks.length > 0 && looks.every((look) => look.status === 'found') ? 'found' : 'missing',
    data: { each: looks.map(({ number, status, data }) => ({ number, status, data })) },
  }
}

/** The variable `evidence` after a look: what was found now over what was found before. */
export const withEvidence = (variables: Variables, found: Readonly<Record<string, RegisterAnswer>>): Json => ({
  ...(variables['evidence'] as Record<string, Json> | undefined),
  ...(found as unknown as Record<string, Json>),
})
