/** The fields of a form as one object; a field that occurs more than once, or ends in `[]`, becomes a list. */
export function readForm(form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    if (isOfTheFramework(name)) continue;
    const values = form.getAll(name);
    if (name.endsWith("[]")) input[name.slice(0, -2)] = values;
    else input[name] = values.length > 1 ? values : values[0];
  }
  return input;
}

/** The texts to fill in again after a refusal. */
export function formValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && !isOfTheFramework(name) && !isSecret(name)) values[name] = value;
  }
  return values;
}

function isSecret(name: string): boolean {
  return /password|^secret\./i.test(name);
}

function isOfTheFramework(name: string): boolean {
  return name.startsWith("$ACTION");
}
