/** Commands that a client has carried out here. The features before this one have named theirs. */
import { LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import type { Feature } from "../server.ts";

export const commands: Feature = (server) => {
  const { connection, options } = server;
  connection.onExecuteCommand(({ command, arguments: args = [], workDoneToken }, token) => {
    const run = server.commands.get(command);
    if (!run) throw new ResponseError(LSPErrorCodes.RequestFailed, `unknown command ${command}`);
    return server.answer(run(args, { token, workDoneToken }));
  });
  const ours = [...server.commands.keys()].filter((command) => !options.commands.includes(command));
  return { executeCommandProvider: { commands: ours } };
};
