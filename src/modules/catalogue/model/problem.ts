/** One thing wrong in a service's folder, and what to do. */
export interface ServiceProblem {
  file: string
  line: number
  message: string
  remedy: string
}
