const CUSTOMER = { customerId: "id", customerEmail: "email", customerPhone: "phone", customerIp: "ip" } as const;

/** The flat fields of the form as the wish they stand for; the items come as three lists of equal length. */
export function readPayForm(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { methods, itemId, itemText, itemPrice, createToken, forIframe, ...rest } = fields;
  const plain = Object.entries(rest).filter(([name]) => !(name in CUSTOMER));
  return {
    ...Object.fromEntries(plain),
    methods: list(methods),
    customer: Object.fromEntries(Object.entries(CUSTOMER).map(([field, name]) => [name, fields[field] ?? ""])),
    createToken: createToken === "on",
    forIframe: forIframe === "on",
    items: list(itemId).map((orderId, index) => ({
      orderId,
      description: list(itemText)[index],
      price: list(itemPrice)[index],
    })),
  };
}

function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value].flat();
}
