import { beforeEach, expect, it, vi } from "vitest";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { Adding } from "./adding.svelte";

const FOUND = {
  name: "Carnet du réseau",
  home: "https://carnet.example.fr/",
  platform: "WordPress",
  secure: true,
  takesPasswords: true,
  passwordPage: "https://carnet.example.fr/wp-admin/profile.php",
};

let adding: Adding;
beforeEach(() => {
  invoke.mockReset();
  adding = new Adding();
  adding.address = " carnet.example.fr ";
});

it("keeps everything typed when the sign-in is refused", async () => {
  invoke.mockResolvedValueOnce(FOUND);
  await adding.find();
  adding.username = "marianne";
  adding.password = "abcd efgh";
  invoke.mockRejectedValueOnce({ code: "sign_in", names: {}, recovery: "sign_in", message: "" });
  expect(await adding.add()).toBeNull();
  expect(adding.failure?.code).toBe("sign_in");
  expect([adding.username, adding.password, adding.found]).toEqual([
    "marianne",
    "abcd efgh",
    FOUND,
  ]);
});

it("sends the password only where a blog was found", async () => {
  adding.username = "marianne";
  adding.password = "abcd efgh";
  expect(await adding.add()).toBeNull();
  expect(invoke).not.toHaveBeenCalled();
  invoke.mockResolvedValueOnce(FOUND);
  await adding.find();
  adding.address = "ailleurs.example";
  expect(adding.canAdd).toBe(false);
});

it("forgets an answer for an address that was changed meanwhile", async () => {
  let answer: (found: unknown) => void = () => undefined;
  invoke.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const finding = adding.find();
  adding.address = "ailleurs.example";
  answer(FOUND);
  await finding;
  expect(adding.found).toBeNull();
  expect(adding.busy).toBeNull();
});

it("does not keep the password in the window once the blog is added", async () => {
  invoke.mockResolvedValueOnce(FOUND);
  await adding.find();
  adding.username = "marianne";
  adding.password = "abcd efgh";
  invoke.mockResolvedValueOnce({ id: 1 });
  expect(await adding.add()).toEqual({ id: 1 });
  expect(invoke).toHaveBeenLastCalledWith("add_blog", {
    address: "carnet.example.fr",
    username: "marianne",
    password: "abcd efgh",
  });
  expect(adding.password).toBe("");
});
