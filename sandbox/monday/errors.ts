import { GraphQLError } from "graphql";
import type { JsonObject } from "./model.ts";

/** An error of the platform as it appears in a GraphQL reply: code, status inside the body and details. */
export function platformError(
  code: string,
  message: string,
  options: { status?: number; data?: JsonObject; retryInSeconds?: number } = {},
): GraphQLError {
  return new GraphQLError(message, {
    extensions: {
      code,
      status_code: options.status ?? 200,
      error_data: options.data ?? {},
      ...(options.retryInSeconds === undefined ? {} : { retry_in_seconds: options.retryInSeconds }),
    },
  });
}

/** A value the column refuses; `error_data` names the column, its type and the value, as on the platform. */
export function columnValueError(
  column: { id: string; type: string },
  message: string,
  data: JsonObject = {},
): GraphQLError {
  return platformError("ColumnValueException", message, {
    data: { column_id: column.id, column_type: column.type, ...data },
  });
}

/** An id or argument the platform refuses. */
export function argumentError(message: string, data: JsonObject = {}): GraphQLError {
  return platformError("InvalidArgumentException", message, { data });
}

/** A settings or labels payload the platform refuses. */
export function invalidInput(message: string): GraphQLError {
  return platformError("INVALID_INPUT", message);
}

export function boardNotFound(id: string | number): GraphQLError {
  return platformError("InvalidBoardIdException", "This board does not exist or you have no access to it", {
    data: { board_id: String(id) },
  });
}

export function itemNotFound(id: string | number): GraphQLError {
  return platformError("InvalidItemIdException", "This item does not exist, was deleted or is out of reach", {
    data: { item_id: String(id) },
  });
}

export function groupNotFound(id: string): GraphQLError {
  return platformError("InvalidGroupIdException", "Group not found", { data: { group_id: id } });
}

export function columnNotFound(id: string): GraphQLError {
  return platformError("InvalidColumnIdException", "This column ID doesn't exist for the board", {
    data: { column_id: id },
  });
}

export function notFound(what: string, id: string | number): GraphQLError {
  return platformError("ResourceNotFoundException", `${what} not found`, {
    status: 404,
    data: { resource_id: String(id) },
  });
}

export function unauthorized(message: string): GraphQLError {
  return platformError("UserUnauthorizedException", message, { status: 403 });
}
