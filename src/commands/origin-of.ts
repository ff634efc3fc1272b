import type { Config } from '../platform/config/index.ts'

/** The public address of this instance, without a slash at its end. */
export const originOf = (config: Config, port = config.port): string =>
  (
    config.publicUrl ??
    `http://${config.host === '127.0.0.1' || config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`
  ).replace(/\/$/, '')
