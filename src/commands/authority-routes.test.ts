import { expect, it } from 'vitest'
import { PermanentFailure } from '../platform/jobs/index.ts'
import { signingAuthority } from './authority-routes.ts'

it('lets the authority of the demonstration sign in a demonstration only', async () => {
  let opened = 0
  const demo = async () => { opened++; return { signerFor: async () => ({ name: 'Demo', signDetached: async () => new Uint8Array() }) } as never }
  const real = await signingAuthority({ demo: false }, demo)
  await expect(real.signerFor({ office: 'khokimiyat-1726266', officeName: 'Khokimiyat' })).rejects.toBeInstanceOf(PermanentFailure)
  expect(opened).toBe(0)
  await expect((await signingAuthority({ demo: true }, demo)).signerFor({ office: 'o', officeName: 'O' })).resolves.toMatchObject({ name: 'Demo' })
})
