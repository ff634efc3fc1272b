/** Bodies of a service share this many lanes: few enough to be looked into one by one. */
const SHARES = 16

/**
 * The lane of a job: services take turns, within a service its bodies, and what is urgent gets more turns.
 * @param body whose work it is @param priority 0 (normal) to 9: so many turns more
 */
export function laneOf(service: string, body: string, priority = 0): string {
  let sum = 0
  for (let at = 0; at < body.length; at++) sum = (sum * 31 + body.charCodeAt(at)) % 65_521
  return `${service}/${sum % SHARES}${priority > 0 ? `/${Math.min(9, Math.floor(priority))}` : ''}`
}
