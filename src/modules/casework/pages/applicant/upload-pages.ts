import type { CompiledField } from '../../../../kernel/forms/index.ts'
import {
  ALL_KINDS,
  bytesOf,
  checkPieceType,
  checkTus,
  cleanFileName,
  judgeName,
  metadataOf,
  receivePiece,
  tooLarge,
  tusHeaders,
  type FileKind,
  type Upload,
} from '../../../../platform/files/index.ts'
import { page, retryAfter, type PageContext } from '../../../../platform/http/index.ts'
import { general, Refusal, type Need } from '../../../../platform/use-case/index.ts'
import { beginFile, giveUpFile, keepPiece, readUpload } from '../../use/upload-file.ts'
import { finishUpload } from './finish-upload.ts'
import { openDraft } from './open-draft.ts'

const FILES = '/drafts/:draft/:page/files'
const ONE = `${FILES}/:upload` as const

/**
 * Files of a form that arrive in pieces and go on after the line broke (tus 1.0.0). The plain form does the same
 * without JavaScript,
 * from the beginning. Only who began an upload can go on with it; for all others it is not there.
 */
export const uploadPages = [
  page(`POST ${FILES}`, ['uploadBytes'], (context) => answer(context, begin)),
  page(`GET ${ONE}`, (context) => answer(context, tell)),
  page(`PATCH ${ONE}`, ['files', 'scan', 'unfinished', 'uploadBytes'], (context) => answer(context, goOn)),
  page(`DELETE ${ONE}`, ['unfinished'], (context) => answer(context, giveUp)),
]

/** A program asks here, so it gets a status and a sentence in place of a page. */
async function answer<Needs extends Need>(
  context: PageContext<Needs>,
  work: (context: PageContext<Needs>) => Promise<Response>,
): Promise<Response> {
  try {
    return await work(context)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return new Response(context.speech.t(error.kind.text, error.parameters), {
      status: error.kind.status,
      headers: {
        ...tusHeaders(),
        ...retryAfter(error.kind.status, error.retryAfter),
        'content-type': 'text/plain; charset=utf-8',
        'content-language': context.speech.html,
      },
    })
  }
}

/**
 * `POST`: says how large the file is and what it is called. What can be refused by that is refused before a byte is
 * sent.
 */
async function begin(context: PageContext<'uploadBytes'>): Promise<Response> {
  const { draft, field } = await fieldOf(context)
  checkTus(context.request, context.origin)
  const size = bytesOf(context.request, 'upload-length')
  const told = metadataOf(context.request)
  const name = cleanFileName(told.get('filename') ?? '')
  if (size > context.world.uploadBytes) throw tooLarge({ fileBytes: context.world.uploadBytes })
  judgeName(name, size, (field.accept ?? ALL_KINDS) as readonly FileKind[])
  const sha256 = /^[0-9a-f]{64}$/.test(told.get('sha256') ?? '') ? told.get('sha256')! : null
  const upload = await context.perform(beginFile, { draft, field: field.id, name, size, sha256 })
  const location = context.speech.path(`/drafts/${draft}/${context.parameters['page']}/files/${upload.id}`)
  return new Response(null, {
    status: 201,
    headers: tusHeaders({ location, offset: upload.received, expiresAt: upload.expiresAt }),
  })
}

/** `HEAD` (and `GET`): how far it is. */
async function tell(context: PageContext): Promise<Response> {
  const upload = await ownUpload(context)
  return new Response(null, {
    headers: tusHeaders({ offset: upload.received, length: upload.size, expiresAt: upload.expiresAt }),
  })
}

/**
 * `PATCH`: the next bytes. With the last of them the file is judged and becomes part of the draft; asked again, the
 * answer is the same.
 */
async function goOn(context: PageContext<'files' | 'scan' | 'unfinished' | 'uploadBytes'>): Promise<Response> {
  const { request, perform, world } = context
  const upload = await ownUpload(context)
  checkTus(request, context.origin)
  checkPieceType(request)
  const offset = bytesOf(request, 'upload-offset')
  const piece = upload.outcome
    ? { received: upload.size, end: offset === upload.size ? ('kept' as const) : ('elsewhere' as const) }
    : await receivePiece(world.unfinished, upload, offset, request.body as AsyncIterable<Uint8Array> | null, (piece) =>
        perform(keepPiece, { ...namedIn(context), offset, piece }),
      )
  if (!piece) throw new Refusal(general['not-found'])
  if (piece.end === 'too-long') throw tooLarge({ fileBytes: world.uploadBytes })
  const elsewhere = (offset: number) => new Response(null, { status: 409, headers: tusHeaders({ offset }) })
  if (piece.end === 'elsewhere') return elsewhere(piece.received)
  if (piece.received === upload.size) {
    const there = await finishUpload(context, upload, await fieldOf(context, upload))
    if (there < upload.size) return elsewhere(there)
  }
  return new Response(null, {
    status: 204,
    headers: tusHeaders({ offset: piece.received, expiresAt: upload.expiresAt }),
  })
}

/** `DELETE`: the person thought better of it. What is part of the draft already is taken out on the page itself. */
async function giveUp(context: PageContext<'unfinished'>): Promise<Response> {
  const upload = await ownUpload(context)
  checkTus(context.request, context.origin)
  await context.perform(giveUpFile, namedIn(context))
  await context.world.unfinished.drop(upload.id)
  return new Response(null, { status: 204, headers: tusHeaders() })
}

const namedIn = ({ parameters }: Pick<PageContext, 'parameters'>) => ({
  draft: parameters['draft'] ?? '',
  upload: parameters['upload'] ?? '',
})

/** @throws Refusal sign-in-needed; not-found for another's, another draft's, one that is over or was never there */
const ownUpload = (context: PageContext): Promise<Upload> => context.perform(readUpload, namedIn(context))

/** The draft of the address and the field of it that the file is for. @throws Refusal draft-gone, not-found */
async function fieldOf(context: PageContext, upload?: Upload): Promise<{ draft: string; field: CompiledField }> {
  const open = await openDraft(context)
  const id = upload ? upload.target.slice(open.draft.id.length + 1) : metadataOf(context.request).get('field')
  const field = open.pages
    .find((page) => page.id === context.parameters['page'])
    ?.fields.find((candidate) => candidate.id === id && candidate.kind === 'file')
  if (!field) throw new Refusal(general['not-found'])
  return { draft: open.draft.id, field }
}
