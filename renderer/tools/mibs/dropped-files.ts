/** Files that one import takes, as in the contract. */
export const filesLimit = 10_000;

/** Folders in folders that are followed. */
const depthLimit = 32;

export interface DroppedFiles {
  files: File[];
  /** There were more files than one import takes. */
  more: boolean;
}

/** The entries of a drop. To be called while the event is handled: afterwards a browser has taken them away. */
export function droppedEntries(transfer: DataTransfer): FileSystemEntry[] {
  return [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
}

/**
 * All files of what was dropped, those in folders too. Hidden ones are left out: a checkout has thousands in its ".git". What cannot
 * be read is left out as well. `onfound` hears how many there are so far.
 */
export async function filesOfEntries(
  entries: readonly FileSystemEntry[],
  signal: AbortSignal,
  onfound: (count: number) => void = () => {},
): Promise<DroppedFiles> {
  const files: File[] = [];
  const waiting = entries.map((entry) => ({ entry, depth: 0 }));
  for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
    const { entry, depth } = next;
    if (depth > 0 && entry.name.startsWith('.')) continue;
    if (isFile(entry)) {
      if (files.length >= filesLimit) return { files, more: true };
      const file = await fileOf(entry);
      if (file !== undefined) files.push(file);
    } else if (isFolder(entry) && depth < depthLimit) {
      const children = await childrenOf(entry);
      waiting.unshift(...children.map((child) => ({ entry: child, depth: depth + 1 })));
    }
    onfound(files.length);
  }
  return { files, more: false };
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}

/** A reader gives a hundred at a time, and none when there are no more. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return children;
    children.push(...some);
  }
}
