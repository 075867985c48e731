/** The item in the status bar: says what the server is doing, and offers the next useful click. */
import { StatusBarAlignment, ThemeColor, window, type Disposable } from "vscode";
import type { ServerStatus } from "./protocol.ts";

export class StatusItem implements Disposable {
  readonly #item = window.createStatusBarItem("resilint.status", StatusBarAlignment.Left, 0);

  constructor() {
    this.#item.name = "Resilint";
    this.show({ state: "starting" });
    this.#item.show();
  }

  show(status: ServerStatus): void {
    const item = this.#item;
    item.backgroundColor = status.state === "failed" ? new ThemeColor("statusBarItem.errorBackground") : undefined;
    switch (status.state) {
      case "starting":
        item.text = "$(sync~spin) Resilint: starting";
        item.tooltip = "Resilint is starting. Click to show its output.";
        item.command = "resilint.showOutput";
        return;
      case "working":
        item.text = "$(sync~spin) Resilint: working";
        item.tooltip = "Resilint is checking. Click to show its output.";
        item.command = "resilint.showOutput";
        return;
      case "ready":
        item.text = `$(shield) Resilint: ${count(status.findings ?? 0)}`;
        item.tooltip = "What Resilint found in the files it checked. Click to show the problems.";
        item.command = "workbench.actions.view.problems";
        return;
      case "failed":
        item.text = "$(error) Resilint: stopped";
        item.tooltip = `${status.message ?? "The server is not running."} Click to restart it.`;
        item.command = "resilint.restartServer";
        return;
    }
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function count(findings: number): string {
  if (findings === 0) return "no findings";
  return findings === 1 ? "1 finding" : `${findings} findings`;
}
