import { z } from 'zod'
import { RulesEdit } from './edit-rules.ts'
import { ProcessEdit } from './process-edit.ts'

const Path = z.array(z.union([z.string().max(200), z.int().min(0)])).max(12)
const File = z.string().max(100)
/** Far above any text of a service. */
const Text = z.string().max(4_000_000)

/**
 * One edit of a draft: what a person meant, not the file that comes out of it. What it does not mean stays as it was
 * written, byte for byte.
 */
export const Change = z.discriminatedUnion('kind', [
  /** Sets what stands at a place of a YAML file; null takes it out. */
  z.object({ kind: z.literal('value'), file: File, path: Path, value: z.json() }),
  /** Puts something into a list of a YAML file. */
  z.object({ kind: z.literal('insert'), file: File, path: Path, at: z.int().min(0), value: z.json() }),
  /** Takes an item of a list to another place of a list, of the same unless `into` names one. */
  z.object({ kind: z.literal('move'), file: File, path: Path, to: z.int().min(0), into: Path.optional() }),
  /** Sets a text in some languages; null takes it out. */
  z.object({
    kind: z.literal('text'),
    key: z.string().min(1).max(200),
    texts: z.record(z.string().max(20), Text.nullable()),
  }),
  /** Edits the process by what is meant: a new step, a choice, a term. */
  z.object({ kind: z.literal('process'), edit: ProcessEdit }),
  /** Edits a decision table by cell and row. */
  z.object({ kind: z.literal('rules'), edit: RulesEdit }),
  /** Sets the whole text of a file; null takes it out. */
  z.object({ kind: z.literal('file'), file: File, text: Text.nullable() }),
])
export type Change = z.output<typeof Change>
