/** Who can be put in front of the app by the frame's role switch. */
export const frameRoles = ["admin", "member", "viewer", "guest"] as const;
export type FrameRole = (typeof frameRoles)[number];

/** A person of the stand-in account. `token` is null for those who may not use the API. */
export interface FramePerson {
  id: string;
  name: string;
  token: string | null;
}

export type FramePeople = Record<FrameRole, FramePerson>;

/** Reads a role from a query parameter; anything unknown is the admin, the first one a newcomer is. */
export function toFrameRole(text: unknown): FrameRole {
  return frameRoles.find((role) => role === text) ?? "admin";
}
