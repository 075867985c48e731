/**
 * Work for this thread while the compiler works.
 *
 * The compiler's API writes a question to a pipe and then blocks until the answer stands in another. What can be done
 * without the answer can be done between the two. The API offers no such moment, so this one file reaches into its channel;
 * where a later version has no such channel, nothing is done in between: slower, and right.
 */
import { readSync } from "node:fs";
import type { API } from "./ts.ts";

/** What the pinned version's channel is made of, as far as it matters here. */
interface Channel {
  readonly child: { readonly stdout: { readonly _handle?: { setBlocking?(blocking: boolean): void } } | null };
  readonly readFd: number;
  /** What was read of the pipe and not yet taken. */
  readonly readBuf: Buffer;
  readBufPos: number;
  readBufLen: number;
  /** Blocks until an answer is there and puts it into the three fields. Called once for a question. */
  readTuple(): void;
  _msgType: unknown;
  _msgName: unknown;
  _msgPayload: unknown;
}

/** Does a little and says whether there is more to do. */
export type Work = () => boolean;

/** How often the pipe is looked into, in milliseconds: looking in vain costs some hundredths of one. */
const interval = 0.3;

export class Overlap {
  readonly #channel: Channel | undefined;
  #work: Work | undefined;
  /** Whether a question was written whose answer nobody has read. */
  #isAnswerDue = false;
  #answer: Pick<Channel, "_msgType" | "_msgName" | "_msgPayload"> | undefined;
  #looked = 0;

  constructor(api: API) {
    const channel = (api as unknown as { client?: { channel?: Channel } }).client?.channel;
    // On Windows the pipe is another, which can only be read and not looked into.
    if (typeof channel?.readTuple !== "function" || !channel.child.stdout?._handle?.setBlocking) return;
    this.#channel = channel;
    const read = channel.readTuple.bind(channel);
    channel.readTuple = () => this.#read(read);
  }

  /** Does `work` until the first question that `ask` puts is answered, or there is nothing more to do. */
  during<T>(work: Work, ask: () => T): T {
    this.#work = work;
    try {
      return ask();
    } finally {
      this.#work = undefined;
    }
  }

  /** To be called before another question is put: there may be one under way, in whose time this is asked. */
  makeRoom(): void {
    const channel = this.#channel;
    if (!this.#isAnswerDue || !channel) return;
    channel.readTuple();
    const { _msgType, _msgName, _msgPayload } = channel;
    this.#answer = { _msgType, _msgName, _msgPayload };
  }

  #read(read: () => void): void {
    const work = this.#work;
    this.#work = undefined;
    if (!work) {
      if (this.#isAnswerDue) this.#block(true);
      this.#isAnswerDue = false;
      return read();
    }
    this.#isAnswerDue = true;
    this.#block(false);
    try {
      this.#looked = performance.now();
      while (!this.#hasAnswer() && work());
    } finally {
      // Whatever became of the work, the answer has to be taken out of the pipe.
      if (this.#isAnswerDue) this.#read(read);
      else Object.assign(this.#channel as Channel, this.#answer);
      this.#answer = undefined;
    }
  }

  #block(blocking: boolean): void {
    this.#channel?.child.stdout?._handle?.setBlocking?.(blocking);
  }

  #hasAnswer(): boolean {
    if (!this.#isAnswerDue) return true;
    const now = performance.now();
    if (now - this.#looked < interval) return false;
    this.#looked = now;
    const channel = this.#channel as Channel;
    if (channel.readBufPos < channel.readBufLen) return true;
    try {
      channel.readBufPos = 0;
      channel.readBufLen = 0;
      channel.readBufLen = readSync(channel.readFd, channel.readBuf, 0, channel.readBuf.length, null);
      return true;
    } catch (error) {
      // Anything but an empty pipe is the reader's to say.
      return (error as NodeJS.ErrnoException).code !== "EAGAIN";
    }
  }
}
