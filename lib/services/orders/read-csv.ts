import { parse } from "csv-parse/sync";
import { err, ok, type Result } from "#lib/domain/result.ts";

export const MAX_CSV_BYTES = 10_000_000;
export const MAX_CSV_ROWS = 50_000;

/** One line with its cells by column; `tooShortOrLong` where it has another number of cells than the header. */
export type CsvLine<Column extends string> = {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
  readonly tooShortOrLong: boolean;
};

/** Which columns a file has, and which of them it may leave out. */
export type CsvShape<Column extends string> = {
  readonly columns: readonly Column[];
  readonly optional: readonly Column[];
};

/** Reads the file's shape. An error is a sentence about the file as a whole, with the line where there is one. */
export function readCsv<Column extends string>(
  bytes: Uint8Array,
  shape: CsvShape<Column>,
): Result<CsvLine<Column>[], string> {
  if (bytes.byteLength > MAX_CSV_BYTES)
    return err("The file is larger than 10 MB. Split it and import the parts one after another.");
  const text = decode(bytes);
  if (text === null) return err("The file is not UTF-8. Save it as CSV UTF-8 and try again.");
  const records = parseRecords(text);
  if (!records.ok) return records;

  const [header, ...rows] = records.value;
  if (!header) return err("The file is empty.");
  const columns = readHeader(header.record, shape);
  if (!columns.ok) return columns;
  if (rows.length > MAX_CSV_ROWS)
    return err("The file has more than 50,000 lines. Split it and import the parts one after another.");
  return ok(rows.map(({ record, line }) => toLine(record, line, { shape, columns: columns.value })));
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

type Row = { readonly record: readonly string[]; readonly line: number };

function parseRecords(text: string): Result<Row[], string> {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    // The types of csv-parse do not know what `info` makes of a record.
    const withInfo = records as unknown as { record: string[]; info: { lines: number } }[];
    return ok(withInfo.map(({ record, info }) => ({ record, line: info.lines })));
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    return err(
      `The quotes${line ? ` of line ${line}` : ""} do not match: a quote inside a quoted cell is written twice.`,
    );
  }
}

/** Spreadsheets of many countries write semicolons or tabs. The header holds none of them but as separator. */
function delimiterOf(text: string): string {
  const [header = ""] = text.split(/\r?\n/, 1);
  return [";", "\t"].find((candidate) => header.includes(candidate) && !header.includes(",")) ?? ",";
}

function readHeader<Column extends string>(
  header: readonly string[],
  shape: CsvShape<Column>,
): Result<Column[], string> {
  const columns: Column[] = [];
  for (const cell of header) {
    const column = shape.columns.find((known) => known.toLowerCase() === cell.trim().toLowerCase());
    if (!column) return err(`There is no column "${cell.slice(0, 40)}". The columns are ${shape.columns.join(",")}.`);
    if (columns.includes(column)) return err(`The column ${column} is there twice.`);
    columns.push(column);
  }
  const missing = shape.columns.filter((column) => !columns.includes(column) && !shape.optional.includes(column));
  return missing.length > 0
    ? err(`The file lacks ${missing.join(", ")}. The columns are ${shape.columns.join(",")}.`)
    : ok(columns);
}

function toLine<Column extends string>(
  record: readonly string[],
  line: number,
  { shape, columns }: { readonly shape: CsvShape<Column>; readonly columns: readonly Column[] },
): CsvLine<Column> {
  const cells = Object.fromEntries(
    shape.columns.map((column) => [column, (record[columns.indexOf(column)] ?? "").trim()]),
  );
  return { line, cells: cells as Record<Column, string>, tooShortOrLong: record.length !== columns.length };
}
