import { z } from 'zod'
import { pageRead } from '../../use-case/index.ts'
import { findKeptForm } from '../kept-forms.ts'

/** What this browser's person had typed when the session was over. The secret in its cookie says which form it is. */
export const readKeptForm = pageRead({
  name: 'identity.read-kept-form',
  title: 'Answers that were kept while the session was over',
  input: z.object({ token: z.string().max(200) }),
  output: z.unknown(),
  may: 'signed in',
}).reads(({ input, principal, now }, tx) => findKeptForm(tx, input.token, principal.personId!, now))
