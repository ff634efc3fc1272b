import './world.ts'
export { readPem } from './read-pem.ts'
export { provePdf, signPdf, type Signing } from './sign-pdf.ts'
export { verifyPdf, type PdfCheck, type SignatureLevel } from './verify-pdf.ts'
export { cmsVerifier } from './cms-verifier.ts'
export { makeCms, type Credentials } from './make-cms.ts'
export { demoAuthority, type DemoAuthority, type DemoAuthorityOptions, type SigningOffice } from './demo-authority.ts'
export type {
  Known,
  ProofMaterial,
  ProofSource,
  SignatureCheck,
  SignatureProblem,
  SignatureProblemCode,
  Signer,
  TimeStamper,
  Trust,
  Verifier,
} from './signer.ts'
export { signModule } from './module.ts'
export { mountAuthority, signingAuthority } from './authority-routes.ts'
