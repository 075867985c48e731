import type { ConnectionOptions, TlsOptions } from "node:tls";

const psk = Buffer.from("00112233445566778899aabbccddeeff", "hex");

/** TLS without a certificate: both sides know a key. */
export const preShared: TlsOptions & ConnectionOptions = {
  ciphers: "PSK+HIGH",
  maxVersion: "TLSv1.2",
  checkServerIdentity: () => undefined,
  // A server is asked with (socket, identity), a client with a hint, and each answers in its own form.
  pskCallback: ((_: unknown, identity?: string) =>
    identity === undefined ? { psk, identity: "test" } : psk) as never,
};
