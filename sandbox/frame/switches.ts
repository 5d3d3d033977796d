import type { ReadableSwitchBoard } from "../control/board.ts";
import { createSwitchBoard } from "../control/board.ts";

/** The switches of the page that embeds the app: what monday's side of the conversation may get wrong. */
export function createFrameSwitches(): ReadableSwitchBoard {
  return createSwitchBoard("monday frame", [
    {
      id: "frame.silent",
      kind: "toggle",
      value: false,
      label: "Never answer",
      help: "The page ignores every message of the app.",
    },
    {
      id: "frame.lateMs",
      kind: "number",
      value: 0,
      unit: "ms",
      label: "Answer late",
      help: "Wait before each answer.",
    },
    {
      id: "frame.twice",
      kind: "toggle",
      value: false,
      label: "Answer twice",
      help: "Every answer is sent a second time.",
    },
    {
      id: "frame.emptyStorage",
      kind: "toggle",
      value: false,
      label: "Storage looks empty",
      help: "Reading stored values gives nothing although they exist, as seen on a cold load.",
    },
    {
      id: "frame.softApiErrors",
      kind: "toggle",
      value: false,
      label: "API errors without a message",
      help: "Errors of the API arrive inside the answer instead of as a failure.",
    },
    {
      id: "frame.sessionToken",
      kind: "choice",
      value: "none",
      choices: ["none", "expired", "wrong signature"],
      label: "Fault of the session token",
      help: "How the token handed to the app is wrong.",
    },
  ]);
}
