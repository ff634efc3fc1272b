import {
  cleanFileName,
  FILE_KINDS,
  judgeFile,
  judgeName,
  tooLarge,
  type FileStore,
  type Scan,
} from '../../../../platform/files/index.ts'
import { refusalsDescribed, type Circumstances, type Performer } from '../../../../platform/use-case/index.ts'
import { askForRoom, dropRefused, recordFile } from '../../use/receive-file.ts'

interface Parts {
  performer: Performer<'files' | 'uploadedADay'>
  world: { files: FileStore; uploadBytes: number; scan: Scan | undefined }
}

/**
 * Takes a file in as the body of a request: judged by what it holds, never by what it is called. The same bytes may be
 * sent again.
 * @throws Refusal sign-in-needed; of the file; too-large before the rest of it is read
 */
export async function receiveFile(
  request: Request,
  circumstances: Circumstances,
  { performer, world }: Parts,
): Promise<Response> {
  const name = cleanFileName(new URL(request.url).searchParams.get('name') ?? '')
  const limits = { fileBytes: world.uploadBytes }
  const length = Number(request.headers.get('content-length') ?? 1)
  await performer.perform(askForRoom, { bytes: length }, circumstances)
  if (length > limits.fileBytes) throw tooLarge(limits)
  judgeName(name, length)
  const staged = await world.files.stage(upTo(request.body as AsyncIterable<Uint8Array> | null, limits))
  try {
    judgeName(name, staged.size)
    const kind = await judgeFile(staged.path, name, { scan: world.scan })
    const file = { ...(await staged.keep()), type: FILE_KINDS[kind].type }
    try {
      await performer.perform(recordFile, { sha256: file.sha256, type: file.type, size: file.size }, circumstances)
    } catch (error) {
      // another file of theirs was counted first
      if (file.isNew) await performer.perform(dropRefused, { sha256: file.sha256 }, circumstances)
      throw error
    }
    return Response.json(
      { sha256: file.sha256, name, type: file.type, size: file.size },
      { status: 201, headers: { 'cache-control': 'no-store' } },
    )
  } finally {
    // nothing after it was kept
    await staged.drop()
  }
}

async function* upTo(
  body: AsyncIterable<Uint8Array> | null,
  limits: { fileBytes: number },
): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > limits.fileBytes) throw tooLarge(limits)
    yield chunk
  }
}

/** Its place in the interface's description (OpenAPI 3.1): the one thing there that is no JSON. */
export const describeFiles = {
  '/files': {
    post: {
      operationId: 'casework.receive-file',
      summary: 'Send the bytes of a file, to make it part of a draft with `POST /drafts/{draft}/files`',
      description: 'Who may: signed in. PDF, PNG, JPEG and DOCX, told by their content.',
      parameters: [
        {
          name: 'name',
          in: 'query',
          required: true,
          description: 'What the file is called, with its ending',
          schema: { type: 'string', maxLength: 300 },
        },
      ],
      requestBody: { required: true, content: { 'application/octet-stream': {} } },
      security: [{ bearer: [] }],
      responses: {
        201: {
          description: 'Taken in',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['sha256', 'name', 'type', 'size'],
                properties: {
                  sha256: { type: 'string' },
                  name: { type: 'string' },
                  type: { type: 'string' },
                  size: { type: 'integer' },
                },
              },
            },
          },
        },
        ...refusalsDescribed([401, 403, 413, 415, 422, 429, 503]),
      },
    },
  },
}
