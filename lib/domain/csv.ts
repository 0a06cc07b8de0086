/**
 * One line of a CSV file by RFC 4180. A cell that a spreadsheet would calculate with, or turn into another number
 * (a leading zero, more digits than it can hold), is led by an apostrophe, which makes it text (J01). Our own amounts,
 * counts and times are none of these and stay as they are.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const plain = text.replaceAll("\0", "");
  const safe = isTakenForSomethingElse(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Full-width signs count: some spreadsheets read them as their narrow brothers. White space before a sign is skipped by some. */
function isTakenForSomethingElse(text: string): boolean {
  return /^[\t\r\n]|^\s*[=+\-@＝＋－＠]|^0\d+$|^\d{16,}$/.test(text);
}
