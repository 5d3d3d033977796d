// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Delete } from "@vibe/icons";
import { describe, expect, it, vi } from "vitest";
import { renderScreen } from "../lib/testing/render-screen.tsx";
import { scriptApi } from "../lib/testing/script-api.ts";
import { ActionMenu } from "./ActionMenu.tsx";

describe("ActionMenu", () => {
  it("works by keyboard alone and gives the focus back", async () => {
    const onSelect = vi.fn();
    renderScreen(
      <ActionMenu label="Menu" actions={[{ title: "Delete", icon: Delete, onSelect }]} />,
      scriptApi({}).api,
    );
    const user = userEvent.setup();
    const button = screen.getByRole("button", { name: "Menu" });
    await user.tab();
    await user.keyboard("{Enter}");
    await user.tab();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
    expect(document.activeElement).toBe(button);

    await user.keyboard("{Enter}");
    await user.tab();
    await user.keyboard("{Enter}");
    expect(onSelect).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(button);
  });
});
