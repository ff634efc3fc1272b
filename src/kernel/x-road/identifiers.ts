/** A member of an exchange, or one of its subsystems: `{instance}/{class}/{code}[/{subsystem}]`. */
export interface ClientId {
  instance: string
  memberClass: string
  memberCode: string
  subsystem?: string
}

/** A service of a subsystem: what a request is addressed to. */
export interface ServiceId extends ClientId {
  service: string
}

/** Characters that identifiers may hold; a slash within a part is encoded. */
const PART = /^[\p{L}\p{N}'()+,\-.=?_/ ]{1,100}$/u

/** Writes an identifier as headers and addresses bear it: each part encoded on its own. */
export const writeClient = ({ instance, memberClass, memberCode, subsystem }: ClientId): string =>
  [instance, memberClass, memberCode, ...(subsystem === undefined ? [] : [subsystem])].map(encodeURIComponent).join('/')

/** The same with its service. */
export const writeService = (id: ServiceId): string => `${writeClient(id)}/${encodeURIComponent(id.service)}`

/** The member whose subsystem it is: who signs. */
export const memberOf = ({ instance, memberClass, memberCode }: ClientId): string =>
  writeClient({ instance, memberClass, memberCode })

/** @returns undefined when it is no identifier of a member or a subsystem */
export function readClient(text: string): ClientId | undefined {
  const parts = readParts(text)
  if (!parts || parts.length < 3 || parts.length > 4) return undefined
  const [instance, memberClass, memberCode, subsystem] = parts as [string, string, string, string?]
  return { instance, memberClass, memberCode, ...(subsystem === undefined ? {} : { subsystem }) }
}

/** Version of the protocol that addresses begin with. */
export const PROTOCOL = 'r1'

/** Path of a service: `/r1/{instance}/{class}/{code}/{subsystem}/{service}`. */
export const pathOf = (id: ServiceId): string => `/${PROTOCOL}/${writeService(id)}`

/**
 * Reads the address of a request.
 * @param target path and query as they stand in the request line
 * @returns undefined when it is no address of a subsystem's service; `rest` is what follows the service, from its slash
 */
export function readTarget(target: string): { id: ServiceId; rest: string; query: string } | undefined {
  const [path, query = ''] = splitOnce(target, '?')
  const [, version, ...written] = path.split('/')
  if (version !== PROTOCOL || written.length < 5) return undefined
  const parts = readParts(written.slice(0, 5).join('/'))
  if (!parts) return undefined
  const [instance, memberClass, memberCode, subsystem, service] = parts as [string, string, string, string, string]
  const rest = written.slice(5).join('/')
  return { id: { instance, memberClass, memberCode, subsystem, service }, rest: rest && `/${rest}`, query }
}

function readParts(text: string): string[] | undefined {
  try {
    const parts = text.split('/').map(decodeURIComponent)
    return parts.every((part) => PART.test(part)) ? parts : undefined
  } catch {
    return undefined
  }
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
