import { expect, it } from 'vitest'
import { databaseAddress } from './database-address.ts'

const sentence = (given: string, host?: string) => {
  try {
    return databaseAddress('DATABASE_URL', given, host)
  } catch (error) {
    return (error as Error).message
  }
}

it('takes every address the driver understands, without the line end of a file', () => {
  for (const address of [
    'postgresql://darcha:s%40cret@db.example:5432/darcha',
    'postgres://db.example',
    'postgres://db.example?sslmode=verify-full',
    'POSTGRESQL://darcha@[::1]/darcha',
    'postgresql://darcha@/darcha?host=%2Ftmp%2Fa%20b',
    'postgresql:///darcha?host=/var/run/postgresql',
    '/var/run/postgresql darcha',
  ])
    expect(sentence(` ${address}\n`)).toBe(address)
  expect(sentence('')).toBeUndefined()
})

it('refuses what is no address of PostgreSQL, and repeats no secret', () => {
  for (const [given, said] of [
    ['nonsense', 'DATABASE_URL is no address of PostgreSQL: write it as'],
    ['mysql://darcha:hidden@db/darcha', 'DATABASE_URL is no address of PostgreSQL (it begins with mysql:)'],
    ['host=db password=hidden', 'DATABASE_URL is no address of PostgreSQL: write it as'],
    ['"postgresql://darcha:hidden@db/darcha"', 'DATABASE_URL is no address of PostgreSQL: write it as'],
    ['postgresql:/darcha:hidden@db', 'DATABASE_URL is no address of PostgreSQL (it begins with postgresql:)'],
    ['postgresql://darcha:hid#den@db/darcha', "DATABASE_URL can't be read as an address: write it as"],
    ['postgresql://darcha:hidden@db:54x2/darcha', "DATABASE_URL can't be read as an address"],
    ['postgresql://darcha:hidden%@db/darcha', "DATABASE_URL can't be read as an address"],
  ] as const) {
    expect(sentence(given)).toContain(said)
    expect(sentence(given)).not.toMatch(/hid/)
  }
})

it('asks for a server where none is named, unless PGHOST names it', () => {
  for (const given of ['postgres://', 'postgresql:///darcha', 'postgresql://darcha:hidden@/darcha']) {
    expect(sentence(given)).toMatch(/^DATABASE_URL names no server: write it as/)
    expect(sentence(given)).not.toContain('hidden')
    expect(sentence(given, 'db.example')).toBe(given)
  }
})
