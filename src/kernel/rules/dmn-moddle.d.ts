/** The parser ships no types; only what is called here is declared. */
declare module 'dmn-moddle' {
  export class DmnModdle {
    /** @throws when the text is no DMN of the 1.3 namespace */
    fromXML(xml: string, type: string): Promise<{ rootElement: any; warnings: { message: string }[] }>
  }
}
