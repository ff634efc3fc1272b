/** YAML files of the product and the country pack, read without parsing what the build has parsed already. */
export { parsedAtBuild, parseYaml } from './parsed-at-build.ts'
