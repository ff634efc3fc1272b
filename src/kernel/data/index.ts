export { isNoKey, readYaml, type DataProblem, type Read } from './read-yaml.ts'
