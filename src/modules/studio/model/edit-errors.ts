/** An edit that names a place which is not there. */
export class NoSuchPlace extends Error {}
/** An edit that what stands around its step does not allow. */
export class NotHere extends Error {}
/** A file that can't be read, and so not edited but as a whole. */
export class Unreadable extends Error {}
