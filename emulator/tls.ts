import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { webcrypto } from 'node:crypto';

/** A certificate authority of this process, and a server certificate signed by it; all PEM. */
export interface TlsMaterial {
  ca: string;
  cert: string;
  key: string;
}

// Hosts of the clouds: Microsoft docs, national-cloud deployments, read 2026-11. Hosts of TruU: docs.truu.ai, network and
// port requirements, read 2026-11. The certificate has them because a CONNECT proxy can route them to the emulator.
const hosts = [
  ...['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'],
  ...['login.chinacloudapi.cn', 'graph.microsoft.com', 'graph.microsoft.us', 'dod-graph.microsoft.us'],
  ...['microsoftgraph.chinacloudapi.cn', 'api.github.com', 'token.actions.githubusercontent.com'],
  ...['global.platform.truu.ai', '*.id.truu.ai', '*.idp.id.truu.ai', 'localhost'],
  ...['*.vault.azure.net', '*.vault.usgovcloudapi.net', '*.vault.azure.cn'],
];

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

const pemOfKey = async (key: webcrypto.CryptoKey): Promise<string> => {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
};

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

// Clients check a certificate against the machine's clock, not against the world's.
const validity = (): { notBefore: Date; notAfter: Date } => {
  const dayMs = 24 * 60 * 60 * 1000;
  return { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + 30 * dayMs) };
};

const makeAuthority = async (keys: webcrypto.CryptoKeyPair) =>
  X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Emulated world CA',
      keys,
      signingAlgorithm: algorithm,
      ...validity(),
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );

/** Makes an authority and a server certificate for localhost and every public host that the emulator stands in for. */
export const makeTls = async (): Promise<TlsMaterial> => {
  const [authorityKeys, serverKeys] = await Promise.all([newKeys(), newKeys()]);
  const authority = await makeAuthority(authorityKeys);
  const certificate = await X509CertificateGenerator.create(
    {
      subject: 'CN=localhost',
      issuer: authority.subject,
      publicKey: serverKeys.publicKey,
      signingKey: authorityKeys.privateKey,
      signingAlgorithm: algorithm,
      ...validity(),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([
          ...hosts.map((value) => ({ type: 'dns' as const, value })),
          ...['127.0.0.1', '::1'].map((value) => ({ type: 'ip' as const, value })),
        ]),
        await AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return {
    ca: authority.toString('pem'),
    cert: certificate.toString('pem'),
    key: await pemOfKey(serverKeys.privateKey),
  };
};
