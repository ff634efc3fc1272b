/** Simulation of processes by the steps that real cases take: discrete events, seeded. Pure. */
export { simulate, type Simulated } from './simulate.ts'
