/** Reads a zip archive: enough for the extension's package, which the tests open and unpack. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inflateRawSync } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  /** Unix permissions, as the packager noted them. */
  readonly mode: number;
  read(): Buffer;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/** The files of an archive, in its own order. */
export function readZip(path: string): ZipEntry[] {
  const archive = readFileSync(path);
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== endSignature) throw new Error(`${path} is not a zip archive`);
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== entrySignature) throw new Error(`${path} has a broken directory`);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    if (!name.endsWith("/")) entries.push(entryAt(archive, at, name));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** Writes every file of an archive below a folder. */
export function unzip(path: string, to: string): void {
  for (const entry of readZip(path)) {
    const file = join(to, entry.name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, entry.read(), { mode: entry.mode & 0o777 || 0o644 });
  }
}

function entryAt(archive: Buffer, at: number, name: string): ZipEntry {
  const method = archive.readUInt16LE(at + 10);
  const packed = archive.readUInt32LE(at + 20);
  const local = archive.readUInt32LE(at + 42);
  return {
    name,
    size: archive.readUInt32LE(at + 24),
    mode: archive.readUInt16LE(at + 40),
    read() {
      // The local header has its own name and extra field; the data follows them.
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const data = archive.subarray(start, start + packed);
      if (method === 0) return data;
      if (method === 8) return inflateRawSync(data);
      throw new Error(`${name} is packed in a way that this reader does not know: ${method}`);
    },
  };
}
