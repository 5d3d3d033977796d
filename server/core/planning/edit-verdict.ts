/** Why an edit is not possible and what to do instead, in plain words for the admin. */
export interface EditProblem {
  readonly sentence: string;
  readonly remedy: string;
}

/** Null when the edit is possible. */
export type Verdict = EditProblem | null;

export function refuse(sentence: string, remedy: string): EditProblem {
  return { sentence, remedy };
}

/** For what an editor saw a moment ago and the plan no longer has. */
export const lookAgain = "Open the plan again and choose from what it shows now.";
