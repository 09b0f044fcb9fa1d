// The binary form of a wasm module (WebAssembly Core Specification, 5), as far as the tools here read and write it.

/** Reads the numbers and names of a module (WebAssembly Core Specification, 5: LEB128, names by their length). */
export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte & 128);
    return value;
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  name() {
    return Buffer.from(this.take(this.number())).toString();
  }

  /** What is imported: its kind and type, as bytes. */
  description() {
    const start = this.at;
    const kind = this.bytes[this.at++];
    const limits = () => {
      if (this.number() & 1) this.number();
      this.number();
    };
    if (kind === 0) this.number();
    else if (kind === 1) (this.at++, limits());
    else if (kind === 2) limits();
    else if (kind === 3) this.at += 2;
    else throw new Error(`an import of kind ${kind}`);
    return this.bytes.subarray(start, this.at);
  }
}

/** A number as LEB128. */
export function leb(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return Buffer.from(bytes);
}

/** A name by its length. */
export const named = (text) => Buffer.concat([leb(Buffer.byteLength(text)), Buffer.from(text)]);

/** The sections of a module: the kind of each, its contents, and its bytes as a whole. */
export function* sections(wasm) {
  const reader = new Reader(wasm, 8);
  while (reader.at < wasm.length) {
    const start = reader.at;
    const kind = wasm[reader.at++];
    const body = reader.take(reader.number());
    yield { kind, body, whole: wasm.subarray(start, reader.at) };
  }
}
