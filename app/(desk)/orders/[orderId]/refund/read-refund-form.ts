const RECEIVER = "receiver.";

/** The flat fields of a form as the wish they stand for; a receiver is one where the form has its fields. */
export function readRefundForm({
  evenIfRepeated,
  ...fields
}: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(fields);
  const plain = names.filter((name) => !name.startsWith(RECEIVER)).map((name) => [name, fields[name]]);
  const receiver = names
    .filter((name) => name.startsWith(RECEIVER))
    .map((name) => [name.slice(RECEIVER.length), fields[name]]);
  return {
    ...Object.fromEntries(plain),
    ...(receiver.length > 0 && { receiver: Object.fromEntries(receiver) }),
    ...(evenIfRepeated === "yes" && { evenIfRepeated: true }),
  };
}
