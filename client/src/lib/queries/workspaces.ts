import { useQuery } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { boardViewSchema, listSchema, workspaceViewSchema } from "../contract.ts";
import { keys } from "./keys.ts";

const workspacesSchema = listSchema(workspaceViewSchema);
const boardsSchema = listSchema(boardViewSchema);

/** Workspaces of this monday account that Portage may write to. */
export function useWorkspaces(options: { readonly enabled: boolean } = { enabled: true }) {
  const api = useApi();
  return useQuery({
    queryKey: keys.workspaces,
    enabled: options.enabled,
    queryFn: async ({ signal }) => (await api.request("/workspaces", workspacesSchema, { signal })).items,
  });
}

/** Boards of one workspace, each with how much it looks like a CRM Contacts board. */
export function useBoards(workspaceId: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: keys.boards(workspaceId ?? ""),
    enabled: workspaceId !== null,
    queryFn: async ({ signal }) => {
      const path = `/workspaces/${encodeURIComponent(workspaceId ?? "")}/boards`;
      return (await api.request(path, boardsSchema, { signal })).items;
    },
  });
}
