export default { compress: false, poweredByHeader: false, serverExternalPackages: ['pg'], outputFileTracingRoot: import.meta.dirname, turbopack: { root: import.meta.dirname } }
