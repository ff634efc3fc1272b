export default function Layout({ children }) {
  return <html lang="uz"><body>{children}</body></html>
}
