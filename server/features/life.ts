/** The end of the server: the engine's thread and the compiler go with it. */
import type { Feature } from "../server.ts";

export const life: Feature = ({ connection, engine, onInitialized }) => {
  connection.onInitialized(() => onInitialized.fire());
  // `exit`, and the death of the editor's process, are the library's: it ends this process, with 0 after a shutdown.
  connection.onShutdown(() => engine.close());
  return { positionEncoding: "utf-16" };
};
