/** What keeps a command from running and is not our fault: its message is the one line that the user reads. */
export class CannotRun extends Error {
  override readonly name = "CannotRun";
}
