/** Hands a file to the person, in one piece or many: the browser's own download, so that its folder and its questions apply. */
export function saveFile(name: string, mediaType: string, content: Uint8Array<ArrayBuffer> | readonly string[]): void {
  const parts: BlobPart[] = content instanceof Uint8Array ? [content] : [...content];
  const address = URL.createObjectURL(new Blob(parts, { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download holds the blob by itself once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
