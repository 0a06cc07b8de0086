/** The account's own fields by their names; those of its gateway stay texts, which the gateway's schemas read. */
export function readAccountForm(form: FormData): unknown {
  const text = (name: string) => String(form.get(name) ?? "");
  const gatewayAccountId = text("gatewayAccountId");
  return {
    ...(gatewayAccountId && { gatewayAccountId }),
    gateway: text("gateway"),
    label: text("label"),
    environment: text("environment"),
    baseUrl: text("baseUrl"),
    credentials: { ...fieldsOf(form, "credentials."), ...fieldsOf(form, "secret.") },
    settings: fieldsOf(form, "settings."),
  };
}

function fieldsOf(form: FormData, prefix: string): Record<string, string> {
  const found = [...form].filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), String(value)]));
}
