// Tables: made of lines, and made lines again; Tab goes from cell to cell and lines the columns up.

import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type StateCommand,
  type TransactionSpec,
} from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

import { around, isInCode } from "./tree";

/** The words of a table's cells, and where a column's text stands. */
export type Table = { rows: string[][]; sides: Side[] };

type Side = "" | "left" | "center" | "right";

const TABLE = new Set(["Table"]);

/** The cells of a row, without their spaces. `\|` is no end of a cell (GFM 4.10). */
export function cells(row: string): string[] {
  return ranges(row).map(({ from, to }) => row.slice(from, to).trim());
}

/** Where a row's cells lie in it. */
function ranges(row: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  const start = /^\s*\|/.exec(row)?.[0].length ?? 0;
  let from = start;
  for (let i = start; i < row.length; i += 1) {
    if (row[i] === "\\") i += 1;
    else if (row[i] === "|") {
      found.push({ from, to: i });
      from = i + 1;
    }
  }
  if (row.slice(from).trim() !== "" || found.length === 0) found.push({ from, to: row.length });
  return found;
}

/** A table's text as its cells; the second line is the rule below the head. */
export function parsed(text: string): Table {
  const [head = "", rule = "", ...body] = text.split("\n");
  const sides = cells(rule).map((cell): Side => {
    const [left, right] = [cell.startsWith(":"), cell.endsWith(":")];
    return left && right ? "center" : right ? "right" : left ? "left" : "";
  });
  const width = cells(head).length;
  const rows = [head, ...body].map((row) => {
    const own = cells(row);
    return Array.from({ length: Math.max(width, own.length) }, (_, i) => own[i] ?? "");
  });
  return { rows, sides };
}

// Emoji, Chinese and Japanese take the room of two letters where letters are of one width; marks
// that stand on others take none.
const WIDE = /\p{Emoji_Presentation}|\p{scx=Han}|\p{scx=Hiragana}|\p{scx=Katakana}|\p{scx=Hangul}/u;

/** How many letters' room a text takes. */
export function roomOf(text: string): number {
  let room = 0;
  for (const letter of text) {
    if (!/\p{M}|\u200d|\ufe0f/u.test(letter)) room += WIDE.test(letter) ? 2 : 1;
  }
  return room;
}

/** The table as text, its columns in line. */
export function tidied({ rows, sides }: Table): string {
  const width = Math.max(...rows.map((row) => row.length));
  const rooms = Array.from({ length: width }, (_, i) =>
    Math.max(3, ...rows.map((row) => roomOf(row[i] ?? ""))),
  );
  const line = (row: string[]) =>
    `| ${rooms.map((room, i) => padded(row[i] ?? "", room, sides[i] ?? "")).join(" | ")} |`;
  const rule = rooms.map((room, i) => {
    const side = sides[i] ?? "";
    const left = side === "left" || side === "center" ? ":" : "-";
    const right = side === "right" || side === "center" ? ":" : "-";
    return left + "-".repeat(room - 2) + right;
  });
  const [head = [], ...body] = rows;
  return [line(head), `| ${rule.join(" | ")} |`, ...body.map(line)].join("\n");
}

function padded(text: string, room: number, side: Side): string {
  const free = room - roomOf(text);
  const left = side === "right" ? free : side === "center" ? Math.floor(free / 2) : 0;
  return " ".repeat(left) + text + " ".repeat(free - left);
}

/** The table at a place. One inside a quote or a list has their marks in its lines, and is left. */
function tableAt(state: EditorState, from: number, to = from): SyntaxNode | null {
  const node = around(state, from, to, TABLE);
  return node && state.doc.lineAt(node.from).from === node.from ? node : null;
}

/** Makes the selected lines a table, their cells what stands between tabs; or an empty one. In a
 * table: makes its rows lines again, or takes it away where it has no words. */
export function toggleTable(columns: [string, string]): StateCommand {
  return ({ state, dispatch }) => {
    const { from, to } = state.selection.main;
    if (isInCode(state, from)) return false;
    const node = tableAt(state, from, to);
    const spec = node ? asLines(state, node, columns) : asTable(state, columns);
    dispatch(state.update({ ...spec, userEvent: "input.format", scrollIntoView: true }));
    return true;
  };
}

function asLines(state: EditorState, node: SyntaxNode, columns: string[]): TransactionSpec {
  const { rows } = parsed(state.sliceDoc(node.from, node.to));
  const words = rows.flat().filter((cell) => cell !== "" && !columns.includes(cell));
  const insert = words.length === 0 ? "" : rows.map((row) => row.join("\t").trimEnd()).join("\n");
  const changes = { from: node.from, to: node.to, insert };
  return { changes, selection: EditorSelection.single(node.from, node.from + insert.length) };
}

function asTable(state: EditorState, columns: string[]): TransactionSpec {
  const { main } = state.selection;
  const first = state.doc.lineAt(main.from);
  const last = state.doc.lineAt(main.to);
  const lines = state
    .sliceDoc(first.from, last.to)
    .split("\n")
    .filter((l) => l.trim() !== "");
  const full = !main.empty && lines.length > 0;
  const rows = full
    ? lines.map((l) => l.split("\t").map(escaped))
    : [columns, columns.map(() => "")];
  const text = tidied({ rows, sides: [] });
  // A table stands between empty lines.
  const from = full || first.text.trim() === "" ? first.from : last.to;
  const isText = (n: number) =>
    n >= 1 && n <= state.doc.lines && state.doc.line(n).text.trim() !== "";
  const own = from === last.to && first.text.trim() !== "" && !full;
  const before = own ? "\n\n" : isText(first.number - 1) ? "\n" : "";
  const behind = isText(last.number + 1) ? "\n" : "";
  const changes: ChangeSpec = { from, to: last.to, insert: before + text + behind };
  const cell = from + before.length + 2;
  const head = rows[0]?.[0] ?? "";
  return { changes, selection: EditorSelection.single(cell, cell + head.length) };
}

const escaped = (cell: string) => cell.trim().replaceAll(/(?<!\\)\|/g, "\\|");

/** Goes to the next cell, or the one before, and lines the columns up; behind the last cell a new
 * row begins. */
export function nextCell(by: 1 | -1): StateCommand {
  return ({ state, dispatch }) => {
    const { head } = state.selection.main;
    const node = tableAt(state, head);
    if (!node) return false;
    const here = cellAt(state, node, head);
    const table = parsed(state.sliceDoc(node.from, node.to));
    const width = table.rows[0]?.length ?? 1;
    let index = here.row * width + Math.min(here.cell, width - 1) + by;
    if (index < 0) index = 0;
    const row = Math.floor(index / width);
    if (row >= table.rows.length) table.rows.push(Array.from({ length: width }, () => ""));
    const insert = tidied(table);
    const selection = cellIn(insert, row, index % width, node.from);
    dispatch(
      state.update({
        changes: { from: node.from, to: node.to, insert },
        selection,
        userEvent: "input.format",
        scrollIntoView: true,
      }),
    );
    return true;
  };
}

/** Which row (the head is 0, the rule counts as the head) and cell a place lies in. */
function cellAt(state: EditorState, node: SyntaxNode, at: number): { row: number; cell: number } {
  const first = state.doc.lineAt(node.from).number;
  const line = state.doc.lineAt(at);
  const all = ranges(line.text);
  const cell = all.findIndex(({ to }) => at - line.from <= to);
  return {
    row: Math.max(0, line.number - first - 1),
    cell: cell < 0 ? all.length - 1 : cell,
  };
}

/** Selects the words of a cell of a tidied table. */
function cellIn(text: string, row: number, cell: number, offset: number): EditorSelection {
  const lines = text.split("\n");
  const number = row === 0 ? 0 : row + 1;
  const before = lines.slice(0, number).reduce((sum, line) => sum + line.length + 1, 0);
  const line = lines[number] ?? "";
  const range = ranges(line)[cell] ?? { from: 2, to: 2 };
  const raw = line.slice(range.from, range.to);
  const lead = raw.trim() === "" ? 1 : raw.length - raw.trimStart().length;
  const from = offset + before + range.from + lead;
  return EditorSelection.single(from, from + raw.trim().length);
}
