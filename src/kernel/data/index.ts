export { isNoKey, readYaml, type DataProblem, type Read } from './read-yaml.ts'
export { repeatedNames } from './repeated-names.ts'
