/** As many as there are conditions; a model that makes more of them is told no more. */
const TOLD_AT_MOST = 10_000

/** Tells each thing about a definition once while this process runs: a case is one of many that go the same way. */
export function tellOnce(
  tell: (definition: string, message: string) => void,
): (definition: string, message: string) => void {
  const told = new Set<string>()
  return (definition, message) => {
    const what = `${definition} ${message}`
    if (told.size >= TOLD_AT_MOST || told.has(what)) return
    told.add(what)
    tell(definition, message)
  }
}
