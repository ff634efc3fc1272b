import type { Command } from './command.ts'

/** A command as `darcha --help` tells of it; what it needs of the product is loaded when it is asked for. */
interface Listed {
  /** One line. */
  summary: string
  load(): Promise<Command>
}

/** Every command of `darcha`, in the order of its help. */
export const commands: Record<string, Listed> = {
  start: {
    summary: 'open the whole instance: database, services, demo providers, web server, worker',
    load: async () => (await import('./start.ts')).start,
  },
  serve: { summary: 'run the web server', load: async () => (await import('./serve.ts')).serve },
  work: { summary: 'run the worker', load: async () => (await import('./work.ts')).work },
  migrate: {
    summary: 'bring the database to the newest schema',
    load: async () => (await import('./migrate.ts')).migrate,
  },
  prepare: {
    summary: 'bring the database to the newest schema and publish what is new of the services',
    load: async () => (await import('./prepare.ts')).prepare,
  },
  backup: {
    summary: 'write all data of the instance into a folder',
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    summary: "put a backup in the place of the instance's data",
    load: async () => (await import('./restore.ts')).restore,
  },
  archive: {
    summary: 'put closed cases into files, or read one back',
    load: async () => (await import('./archive.ts')).archive,
  },
  token: { summary: 'a bearer token for a demo account', load: async () => (await import('./token.ts')).token },
  new: {
    summary: 'write a new service folder, or a new room of the product, that passes its checks',
    load: async () => (await import('./new.ts')).create,
  },
  check: {
    summary: 'check service folders and run their examples',
    load: async () => (await import('./check.ts')).check,
  },
  run: {
    summary: 'execute a BPMN model in virtual time, without a database',
    load: async () => (await import('./run.ts')).run,
  },
  roundtrip: {
    summary: 'parse a BPMN model and write it again, and tell what was lost',
    load: async () => (await import('./roundtrip.ts')).roundtrip,
  },
  decide: { summary: 'evaluate a decision of a DMN model', load: async () => (await import('./decide.ts')).decide },
  diagnose: {
    summary: 'find what re-engineering would change in a process, and mend it',
    load: async () => (await import('./diagnose.ts')).diagnose,
  },
  simulate: {
    summary: 'let made-up cases run through a process, and tell how long they take',
    load: async () => (await import('./simulate.ts')).simulate,
  },
  mine: {
    summary: 'count what an event log tells: variants, what follows what, times, rework',
    load: async () => (await import('./mine.ts')).mine,
  },
  discover: {
    summary: 'make a sound process model, with its drawing, from an event log',
    load: async () => (await import('./discover.ts')).discover,
  },
  burden: {
    summary: 'count what services take of people: papers, visits, bodies, days, cost, before and now',
    load: async () => (await import('./burden.ts')).burden,
  },
  conformance: {
    summary: 'say which elements of BPMN run, by running a model of each',
    load: async () => (await import('./conformance.ts')).conformance,
  },
  verify: { summary: 'check a document, a code or the audit', load: async () => (await import('./verify.ts')).verify },
  seal: {
    summary: 'seal the audit log and write the last seal out, for a witness to keep',
    load: async () => (await import('./seal.ts')).seal,
  },
  registry: { summary: 'run one demo register', load: async () => (await import('./registry.ts')).registry },
  openapi: {
    summary: 'the OpenAPI 3.1 document of the interface',
    load: async () => (await import('./openapi.ts')).openapi,
  },
  catalogue: {
    summary: 'public services as linked data by CPSV-AP, in JSON-LD or Turtle',
    load: async () => (await import('./catalogue.ts')).catalogue,
  },
  bench: {
    summary: 'measure the product against its references, in turn, on this machine',
    load: async () => (await import('./bench.ts')).bench,
  },
}
