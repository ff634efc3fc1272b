/** What of bpmn-js the canvas uses; its own types are written for another module system. */
declare module 'bpmn-js/lib/Modeler.js' {
  class Modeler {
    constructor(options: { container: HTMLElement; moddleExtensions?: object; additionalModules?: object[] })
    importXML(xml: string): Promise<{ warnings: unknown[] }>
    saveXML(options: { format: boolean }): Promise<{ xml: string }>
    get<Service>(name: string): Service
    on(event: string, handler: (event: any) => void): void
  }
  export = Modeler
}
declare module '*.css' {}
