/**
 * Text of a chosen file. UTF-8 if it is that, else GB 18030: what a Chinese Excel writes as CSV. Rejects when the file
 * cannot be read or is neither (a workbook by its own format, for one).
 */
export async function readText(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.subarray(0, 4096).includes(0)) throw new Error('not a text file');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}
