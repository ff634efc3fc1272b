import type { Database, Tx } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { IMPARTIALITY, LETTER, OutsideTheModel, OWN_LOOK, type Asked } from './asked.ts'

/** Whom registers may be asked about for something that stands here under an id. */
export interface Subjects {
  /** The applicant, who stands for them, and their organisation. */
  own: readonly string[]
  /** Others whom the answers of a case name where its form or the evidence asks for them; a draft's change as one types. */
  named?: readonly string[]
  /** To whom a letter about it goes. */
  addressee?: string
}

/** The piece of evidence, or the register and attribute of a form's field, that is asked for. */
export type Piece = Pick<Asked, 'evidence' | 'register' | 'attributes'>

/**
 * Refuses a question about anybody who is no person of the case, the draft or the letter it is asked for, whoever puts it:
 * a stranger's number is asked by nobody's hand but where a form has a field for it, and there one attribute alone is.
 * Answers that a program sends whole stand nowhere yet: of them the asker is known, and an office for whom somebody stands
 * at its counter.
 * @param isKeyed whether a field of the form hangs on a number that is typed beside it
 * @throws OutsideTheModel
 */
export async function requireSubject(
  database: Database,
  world: Pick<World, 'people' | 'subjectsOf' | 'subjectOfOccasion'>,
  asked: Asked,
  isKeyed: boolean,
): Promise<void> {
  const { number } = asked.subject ?? {}
  if (number === undefined) throw new OutsideTheModel(asked, 'it names nobody')
  const refused = () => new OutsideTheModel(asked, 'it is about nobody of the case')
  const isOfAsker = (tx: Tx) => ofAsker(tx, world, asked, number)
  await database.read(async (tx) => {
    if (asked.purpose === OWN_LOOK) {
      if (!(await isOfAsker(tx))) throw refused()
      return
    }
    const id = asked.caseId
    if (id === undefined) throw new OutsideTheModel(asked, 'it names no draft and no case')
    const subjects = await world.subjectsOf(tx, id, asked)
    if (asked.basis === LETTER) {
      if (number !== (subjects?.addressee ?? (await world.subjectOfOccasion(tx, id)))) throw refused()
      return
    }
    if (subjects?.own.includes(number)) return
    if (asked.basis === IMPARTIALITY) throw refused()
    if (subjects?.named?.includes(number)) return
    // what is typed is only compared, and the draft is the person's until they send it
    if (isKeyed && asked.evidence === undefined && subjects?.named === undefined) return
    if (subjects === undefined && number === (await world.subjectOfOccasion(tx, id))) return
    if (subjects === undefined && asked.evidence === undefined) {
      const isAtCounter = asked.requestedBy !== undefined && asked.requestedBy.body !== PORTAL
      if (isAtCounter || (await isOfAsker(tx))) return
    }
    throw refused()
  })
}

/** Who asks where no office does. */
const PORTAL = 'portal'

/** Whether a number is of the person whose hand asks, or of an organisation they act for. */
async function ofAsker(
  tx: Tx,
  { people }: Pick<World, 'people'>,
  { requestedBy }: Asked,
  number: string,
): Promise<boolean> {
  const [, id] = /^person:(.+)$/.exec(requestedBy?.actor ?? '') ?? []
  if (id === undefined) return false
  const [person, organisations] = await Promise.all([people.get(tx, id), people.organisationsOf(tx, id)])
  return [person.number, ...organisations.map((organisation) => organisation.number)].includes(number)
}
