/** Letters of receipt codes as people type them: small, with spaces, O for 0, I and L for 1. */
export const plainCode = (code: string): string =>
  code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3')
