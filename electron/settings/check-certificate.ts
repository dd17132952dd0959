import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { CertificateCheck } from './ports.ts';

/** A bank's bundle has a few certificates; more than this is another file. */
const maxBytes = 1024 * 1024;

/** Reads the PEM file and parses each certificate in it, so that a wrong file is noticed when it is named, not when a call fails. */
export const checkCertificateFile: CertificateCheck = (path) => {
  let text: string;
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > maxBytes) return 'fileNotCertificate';
    text = readFileSync(path, 'latin1');
  } catch {
    return 'fileNotReadable';
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    const parsed = certificates.map((pem) => new X509Certificate(pem));
    return parsed.length > 0 ? null : 'fileNotCertificate';
  } catch {
    return 'fileNotCertificate';
  }
};
