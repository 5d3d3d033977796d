import type { Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanEdit } from "../../contract/plan.ts";
import type { Approval } from "./approval.ts";
import type { Blueprint } from "./blueprint.ts";
import { buildBoards } from "./build-boards.ts";
import { guessCurrencies } from "./currency.ts";
import { type Decisions, foldEdits } from "./decisions.ts";
import type { DestinationFacts } from "./facts.ts";
import { buildFindings, countOpenQuestions } from "./findings.ts";
import { buildForecast } from "./forecast.ts";
import { planPeople } from "./people.ts";
import { planHash } from "./plan-hash.ts";
import { type Samples, withSamples } from "./samples.ts";

export interface PlanInput {
  readonly blueprint: Blueprint;
  readonly inventory: Inventory;
  readonly facts: DestinationFacts;
  /** Every edit of this migration in the order made. */
  readonly edits: readonly PlanEdit[];
  readonly samples: Samples;
  /** The approval given so far; it stays current while the hash is the same. */
  readonly previousApproval: Approval | null;
  readonly migrationId: string;
  /** ISO 8601. */
  readonly builtAt: string;
}

function planWorkspace(facts: DestinationFacts, decisions: Decisions): Plan["workspace"] {
  const { workspaceId } = decisions;
  if (workspaceId === undefined || workspaceId === facts.workspace.id) return { ...facts.workspace };
  return { id: workspaceId, name: workspaceId === null ? "Main workspace" : facts.workspace.name };
}

/**
 * Decides what is written where: blueprint, inventory, facts of the destination and the admin's edits become one
 * plan. Pure and deterministic: the same input gives the same plan, and the hash only changes when what is written
 * does.
 */
export function buildPlan(input: PlanInput): Plan {
  const { blueprint, inventory, facts, samples } = input;
  const decisions = foldEdits(input.edits);
  const { people, peopleDefault, assignable } = planPeople(inventory, facts.users, decisions);
  const currencyGuesses = guessCurrencies(blueprint, inventory);
  const currency = decisions.currency ?? currencyGuesses[0] ?? null;
  const names = samples.names;
  const built = buildBoards({ blueprint, inventory, facts, decisions, people, currency, names });
  const forecast = buildForecast(built, people, facts);
  const secondsOf = new Map(
    forecast.phases.flatMap(({ board, seconds }) => (board === null ? [] : [[board, seconds] as const])),
  );
  const boards = built.map((board) => ({ ...board, seconds: secondsOf.get(board.key) ?? 0 }));
  const findings = buildFindings({
    blueprint,
    inventory,
    facts,
    decisions,
    boards,
    people,
    peopleDefault,
    currency,
    currencyGuesses,
  });
  const head = {
    migrationId: input.migrationId,
    source: blueprint.source,
    destination: blueprint.destination,
    workspace: planWorkspace(facts, decisions),
    boards,
    people,
  };
  const hash = planHash(head);
  const plan: Plan = {
    ...head,
    hash,
    builtAt: input.builtAt,
    currency,
    peopleDefault,
    assignable,
    notMoving: inventory.notMoving,
    findings,
    forecast,
    openQuestions: countOpenQuestions(findings),
    openAcceptances: findings.filter(({ severity, answered }) => severity === "accept" && !answered).length,
    approval: input.previousApproval && toApproval(input.previousApproval, hash),
  };
  return withSamples(plan, samples, facts);
}

function toApproval(approval: Approval, hash: string): Plan["approval"] {
  return {
    ...approval,
    accepted: [...approval.accepted],
    at: new Date(approval.at).toISOString(),
    current: approval.hash === hash,
  };
}
