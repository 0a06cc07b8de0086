import { expect, it } from "vitest";
import { fieldErrorsOf } from "#lib/contracts/field-errors.ts";
import { fieldSentence } from "#lib/contracts/messages-en.ts";
import { connectorOf, GATEWAYS } from "#lib/gateways/registry.ts";
import { fieldsOf, textOf, valuesOf } from "./account-fields.ts";

const credentialsOf = (gateway: string) => fieldsOf(connectorOf(gateway).credentialsSchema);
const settingsOf = (gateway: string) => fieldsOf(connectorOf(gateway).settingsSchema);
const kindsOf = (fields: ReturnType<typeof fieldsOf>) =>
  Object.fromEntries(fields.map(({ name, kind }) => [name, kind]));

it("each gateway's own schemas describe the form", () => {
  expect(kindsOf(credentialsOf("payease"))).toEqual({
    merchantId: "text",
    privateKeyPem: "block",
    password: "text",
    platformCertificatePem: "block",
  });
  expect(
    credentialsOf("payease")
      .filter((field) => !field.isRequired)
      .map(({ name }) => name),
  ).toEqual(["password"]);
  expect(kindsOf(settingsOf("neox"))).toMatchObject({
    hashCase: "choice",
    portalRefundsPossible: "yes_no",
    quietTimeS: "number",
    probeLadderS: "numbers",
  });
  expect(kindsOf(settingsOf("easylink"))).toMatchObject({
    clientIp: "text",
    currencies: "lines",
    channelExtra: "json",
    refusalMessages: "lines",
  });
});

it.each(GATEWAYS)("says by which rule a text of %s is wrong", (gateway) => {
  const { credentialsSchema, settingsSchema } = connectorOf(gateway);
  const sentences = [credentialsSchema, settingsSchema].flatMap((schema) => {
    const texts = fieldsOf(schema).filter(({ kind }) => kind === "text");
    const { error } = schema.safeParse(Object.fromEntries(texts.map(({ name }) => [name, "é é"])));
    return error ? fieldErrorsOf(error).map(({ message }) => fieldSentence(message)) : [];
  });

  expect(sentences.length).toBeGreaterThan(0);
  expect(sentences.filter((sentence) => /regex|^[a-z_]+:/.test(sentence))).toEqual([]);
});

it.each(GATEWAYS)("what %s shows is read back as it was, and a form left alone stores nothing", (gateway) => {
  const fields = settingsOf(gateway);
  const defaults = connectorOf(gateway).settingsSchema.parse({}) as Record<string, unknown>;
  const shown = Object.fromEntries(
    fields.map(({ name, kind }) => [name, kind === "yes_no" && !defaults[name] ? "" : textOf(defaults[name])]),
  );

  expect(connectorOf(gateway).settingsSchema.parse(valuesOf(fields, shown, defaults))).toEqual(defaults);
  expect(valuesOf(fields, shown)).toEqual({});
});

it("keeps a value that was stored before, though it equals the default", () => {
  const fields = settingsOf("neox");

  expect(valuesOf(fields, { quietTimeS: "900", hashCase: "upper" }, { quietTimeS: 900 })).toEqual({
    quietTimeS: 900,
    hashCase: "upper",
  });
});

it("leaves what it cannot read to the schema, which names the field", () => {
  const fields = settingsOf("neox");
  const values = valuesOf(fields, { quietTimeS: "soon", probeLadderS: "2, x", nothing: "1" });

  const problems = connectorOf("neox")
    .settingsSchema.safeParse(values)
    .error?.issues.map(({ path }) => path[0]);
  expect(values).toEqual({ quietTimeS: "soon", probeLadderS: [2, "x"], nothing: "1" });
  expect(problems).toEqual(["quietTimeS", "probeLadderS", undefined]);
});
