/** Simulation of processes by the steps that real cases take: discrete events, seeded. Pure. */
export { simulate, type Recorded, type Simulated, type Simulation } from './simulate.ts'
export { officeHours, onWeekdays, type Hours } from './hours.ts'
export { readTimes, scaled, timesText, type Times } from './times.ts'
