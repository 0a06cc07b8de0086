/** The bytes of a text in the standard alphabet, with or without line breaks; nothing for any other text. */
export function bytesOfBase64(text: string): Buffer | undefined {
  const packed = text.replace(/[\r\n]+/g, "");
  if (packed.length === 0 || packed.length % 4 !== 0) return undefined;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(packed) ? Buffer.from(packed, "base64") : undefined;
}
