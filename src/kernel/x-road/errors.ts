/**
 * An error of the exchange itself, beside those of the services behind it: type, sentence and number of the incident, as
 * PR-REST says them. The type begins with whose fault it is: Client, Server.ClientProxy, Server.ServerProxy.
 */
export interface ExchangeError {
  type: string
  message: string
  detail: string
}

/** What can go wrong at the provider's door, with its HTTP status. The last three are ours: PR-REST has none for them. */
export const FAULTS = {
  'Client.BadRequest': 400,
  'Server.ServerProxy.UnknownMember': 500,
  'Server.ServerProxy.UnknownService': 500,
  'Server.ServerProxy.AccessDenied': 500,
  'Server.ServerProxy.SslAuthenticationFailed': 500,
  'Server.ServerProxy.InvalidSignatureValue': 500,
  'Server.ServerProxy.ServiceFailed': 500,
  'Server.ServerProxy.DatabaseError': 500,
  'Server.ServerProxy.Replayed': 500,
  'Server.ServerProxy.TooLarge': 500,
} as const

export type Fault = keyof typeof FAULTS

/** A type from a header, as far as it may be believed: letters and dots. */
export const readFault = (type: string): string => (/^[A-Za-z.]{1,100}$/.test(type) ? type : 'unreadable')
