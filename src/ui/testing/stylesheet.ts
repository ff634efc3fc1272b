import { build } from 'esbuild'

/** Bundles and minifies a stylesheet as it is served. @returns its text */
export async function bundleStylesheet(root: string, name = 'main'): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`src/ui/styles/${name}.css`],
    bundle: true,
    minify: true,
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]!.text
}
