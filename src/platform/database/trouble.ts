/** Why the database itself does not do what it is asked: nothing that a person gave or the product did is at fault. */
export type TroubleKind =
  | 'away'
  | 'login-refused'
  | 'no-right'
  | 'no-trust'
  | 'no-connection-left'
  | 'read-only'
  | 'no-room'
  | 'locked'
  | 'too-slow'

export interface Trouble {
  kind: TroubleKind
  /** What the server or the network said, on one line. */
  said: string
  /** Seconds after which asking again makes sense. */
  retryAfter: number
}

const RETRY_AFTER: Record<TroubleKind, number> = {
  away: 5,
  'login-refused': 60,
  'no-right': 60,
  'no-trust': 60,
  'no-connection-left': 5,
  'read-only': 30,
  'no-room': 60,
  locked: 5,
  'too-slow': 30,
}

/** SQLSTATE (PostgreSQL, appendix A) or its class, and codes of the network. */
const KINDS: [RegExp, TroubleKind][] = [
  [/^(28...|3D000)$/, 'login-refused'],
  [/^42501$/, 'no-right'],
  // out of memory and other limits of the server are over as soon as others are done
  [/^(53300|53000|53200|53400)$/, 'no-connection-left'],
  [/^25006$/, 'read-only'],
  // PostgreSQL reports a failed write as 58030 when its file system does not say why
  [/^(53100|58030)$/, 'no-room'],
  // losers of a tie, when they lost each time they were tried again
  [/^(55P03|40001|40P01)$/, 'locked'],
  [/^57014$/, 'too-slow'],
  // the connection was ended: server going down or starting, a transaction that stood idle for too long
  [/^(08...|57P..|25P0[34])$/, 'away'],
]

/** Codes of the network, which other systems' failures carry too: they count only in what the database's driver threw. */
const OF_NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES)$/

const OF_FILES = /^(ENOENT|EACCES)$/

const thrownByDriver = new WeakSet<Error>()

/** Remembers that an error came from the database's connection. @returns the error */
export function fromDriver<Thrown>(error: Thrown): Thrown {
  if (error instanceof Error) thrownByDriver.add(error)
  return error
}

/** With these the server ends a connection or takes none, whatever the reason: a database that is closed, or dropped. */
const OF_CONNECTION = /^(FATAL|PANIC)$/
/** Where the server refuses who connects; it says its severity in its own language, its routines in none. */
const OF_LOGIN = /^(CheckMyDatabase|InitPostgres)$/

/** Codes of TLS by which a certificate of the database is not accepted. */
const OF_CERTIFICATES =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO)$/

/** What the driver itself says of a server that it can't come to terms with: it gives no codes. */
const OF_DRIVER: [RegExp, TroubleKind][] = [
  // waited for a server that takes connections and says nothing; one that speaks something else
  [/^timeout expired$|unexpected \w+ message|[Uu]nknown message|received invalid response/, 'away'],
  [/^SASL: .*client password must be|^Password must be a string/, 'login-refused'],
  [/^SASL: |SSL connection/, 'no-trust'],
]

/** Errors of the driver without a code. */
const WITHOUT_CODE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end|Client was closed and is not queryable/

/**
 * Tells the database's own refusals from all other errors.
 * @returns undefined for an error that the database is not to blame for
 */
export function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined
  const {
    code = '',
    syscall,
    severity = '',
    routine = '',
  } = error as NodeJS.ErrnoException & { severity?: string; routine?: string }
  // of missing files only the socket of a server that is down is a matter of the database
  const byDriver = thrownByDriver.has(error)
  const network = byDriver && OF_NETWORK.test(code) && (!OF_FILES.test(code) || syscall === 'connect')
  const kind =
    KINDS.find(([codes]) => codes.test(code))?.[1] ??
    (network || OF_CONNECTION.test(severity) || OF_LOGIN.test(routine) || WITHOUT_CODE.test(error.message)
      ? 'away'
      : byDriver
        ? saidByDriver(error, code)
        : undefined)
  return kind && { kind, said: saidOf(error), retryAfter: RETRY_AFTER[kind] }
}

function saidByDriver({ message }: Error, code: string): TroubleKind | undefined {
  if (OF_CERTIFICATES.test(code)) return 'no-trust'
  return OF_DRIVER.find(([words]) => words.test(message))?.[1]
}

/** One line. A host with several addresses, none of which answers, is an error without words around those with them. */
function saidOf(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as Error[]) : []
  return (error.message || first?.message || error.name).split('\n')[0]!
}

/**
 * True for who lost a serialization or a deadlock: the same work may succeed when run again. Who loses each time may lose
 * for ever, so a job of theirs has failed.
 */
export const isTie = (error: unknown): boolean =>
  /^(40001|40P01)$/.test((error as { code?: string } | undefined)?.code ?? '')

/** True when the database refused by itself: nothing was committed, and the same work may succeed later. */
export const isTrouble = (error: unknown): boolean => troubleOf(error) !== undefined

const SENTENCES: Record<TroubleKind, [what: string, remedy: string]> = {
  away: ['the database does not answer', 'see that it runs, and check DATABASE_URL'],
  'login-refused': ['the database refuses the login', 'check user, password and database name in DATABASE_URL'],
  'no-right': [
    'the database does not let its user do this',
    'let DATABASE_URL name the owner of the database, or give the right: grant create on database NAME to USER',
  ],
  'no-trust': [
    'the connection to the database can not be made safe',
    'turn TLS on there (ssl = on) and give the file of its authority as sslrootcert=… in DATABASE_URL, or leave sslmode out',
  ],
  'no-connection-left': ['the database takes no more connections', 'end others, or raise max_connections'],
  'read-only': ['the database is read-only', 'give DATABASE_URL of the primary server, or end its read-only mode'],
  'no-room': ["the database's disk is full", 'make room on it; nothing was half written'],
  locked: ['somebody holds what this needs in the database', 'end the other work, then try again'],
  'too-slow': ['the database took too long and was stopped', 'see what keeps it busy, then try again'],
}

/** What to tell the people who run the instance. */
export const operatorSentence = ({ kind, said }: Trouble): { what: string; remedy: string } => ({
  what: `${SENTENCES[kind][0]} (${said})`,
  remedy: SENTENCES[kind][1],
})
