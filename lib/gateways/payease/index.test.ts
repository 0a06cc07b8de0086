import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { connectorOf, GATEWAYS } from "../registry.ts";
import { type PayeaseCredentials, payeaseCredentialsSchema, payeaseSettingsSchema } from "./account.ts";
import { payease } from "./index.ts";
import { publicHalf } from "./keys.ts";
import { exampleCall } from "./test-call.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY } from "./vectors.ts";

/** Made with the platform key of the vectors. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDFzCCAf+gAwIBAgIUb/hd2dkNzUFbhuA39y3/T2RpAAowDQYJKoZIhvcNAQEL
BQAwGjEYMBYGA1UEAwwPUGF5RWFzZSBleGFtcGxlMCAXDTI2MTEyMjAwMDYzOFoY
DzIxMjYxMDI5MDAwNjM4WjAaMRgwFgYDVQQDDA9QYXlFYXNlIGV4YW1wbGUwggEi
MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQC2wsHf/GWOqugUOMLOCAln7RvI
O16fKUyLFfWOXVChjpx1eCdrqpp5UKwufH2r7qRbRqASbyl7vSKTDB76Lg6oZH9W
O/uE/tmL5kUP0QowjLF6L/3x3eSHN55t1BhQgJkbiL81krzPENlMDDVaAiYcRCx9
8CprnJt+PYdNKRaoUDRb9SflH0PRxqkrYmjX5HohW+OKX2edoWy7HVreZqskeDQr
PlFBMq4f8M/fmCUzaAr1MmNpXqOvOt/ABKE3E/KKR7EhgTqEarJrI+EMGv+LUf9K
JdkcZ7HceBYsPPy3bJ0iXTcz8UPdFO/jWCkzR5tk2DpjgQsXRYYfDl7cv2YRAgMB
AAGjUzBRMB0GA1UdDgQWBBRe9H5nN2LyMVjqsiEuGugTlNa43DAfBgNVHSMEGDAW
gBRe9H5nN2LyMVjqsiEuGugTlNa43DAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3
DQEBCwUAA4IBAQBPZWCXtdBBlVYMiCkZdfeN1u71iMu2597cFe3SCzB4qao8SQud
PcsBOmQyjoNLu/l79gJ0dxPBTkQvvOG1p7yQ1paBPi6hNycIo8Uw2inDRkl6+N4B
carIKJNny67qh2Lg75h0FZPsV6X3iWyDIbbgfEKe4PJH78dLTYmAcfqLY7oB4KZZ
Kf274j/Ecln7jqt67ZEKTHIZtwPepmedpq+2+WldTSKrUk5debSrLvp0YcnKjRp/
8q/EwkagUhe8VeVy0uaqkUddl9kZSN5KhONV+uA17D6LqPLj4tQlofZe6GRxiy8h
baNH58Hv/GesESTGXVcoB0rfh8TlNrCNW0tx
-----END CERTIFICATE-----
`;

const settings = payeaseSettingsSchema.parse({});
const platformCertificatePem = publicHalf(EXAMPLE_PLATFORM_KEY);
const given = { merchantId: "890000593", privateKeyPem: EXAMPLE_MERCHANT_KEY, platformCertificatePem };

describe("PayEase as a connector", () => {
  it("is in the registry", () => {
    expect(GATEWAYS).toContain("payease");
    expect(connectorOf("payease")).toBe(payease);
  });

  it("takes the documented currencies, asks for no receiver, and lets refunds of a payment run side by side", () => {
    expect(payease.currencies(settings).join(" ")).toBe("CNY USD EUR GBP JPY KRW RUB CHF HKD SGD MOP CAD NZD TWD AUD");
    expect(payease.receiver({ method: "VISA" }, settings)).toBe("none");
    expect(payease.policy).toEqual({
      resendIsSafe: false,
      peopleMaySendAgain: true,
      oneOpenRefundPerPayment: false,
      baselineFromPayment: false,
    });
  });

  it("asks at 2, 5, 15, 45 s, 2, 5, 10, 30 min, hourly for a day, then daily", () => {
    const gaps = payease.accountPolicy(settings, { method: "VISA" }).probeLadderS;
    const moments = gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));

    expect(moments.slice(0, 10)).toEqual([2, 5, 15, 45, 120, 300, 600, 1_800, 3_600, 7_200]);
    expect(moments.at(-2)).toBe(24 * 3_600);
    expect(gaps.at(-1)).toBe(24 * 3_600);
  });

  it("an unknown end goes to people after 8 h, one in process is overdue after 14 days", () => {
    expect(payease.accountPolicy(settings, { method: "VISA" })).toMatchObject({
      quietTimeS: 900,
      reviewAfterS: 8 * 3_600,
      overdueAfterS: 14 * 24 * 3_600,
      queriesPerMinute: 150,
      riseMeans: "ambiguous",
    });
  });

  it.each([
    { quietTime: 1 },
    { quietTimeS: 0 },
    { amountFormat: "cents" },
    { queryPerMinute: 201 },
    { timeZone: "Asia/Shanghai" },
    { timeZone: "+25:00" },
    { notifyUrl: "http://shop.example/n" },
    { notifyUrl: "https://203.0.113.7/n" },
    { notifyUrl: "https://[2001:db8::1]/n" },
    { notifyUrl: "https://shop.example/n?a=1&b=2" },
    { contentType: "text/plain\r\nx: y" },
    { partnerId: "a b" },
  ])("refuses %j", (change) => {
    expect(payease.settingsSchema.safeParse(change).success).toBe(false);
  });
});

describe("credentials", () => {
  const der = (pem: string) => createPrivateKey(pem).export({ format: "der", type: "pkcs8" }).toString("base64");
  const spki = createPublicKey(EXAMPLE_PLATFORM_KEY).export({ format: "der", type: "spki" }).toString("base64");
  const encrypted = createPrivateKey(EXAMPLE_MERCHANT_KEY)
    .export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "123456" })
    .toString();
  const pkcs1 = createPrivateKey(EXAMPLE_MERCHANT_KEY).export({ format: "pem", type: "pkcs1" }).toString();

  it.each<[string, object]>([
    ["PEM", given],
    ["DER in base64", { ...given, privateKeyPem: der(EXAMPLE_MERCHANT_KEY), platformCertificatePem: spki }],
    ["a key with a password", { ...given, privateKeyPem: encrypted, password: "123456" }],
    ...["modern", "windows", "pieces"].map((name): [string, object] => [
      `a PKCS12 file, ${name}`,
      { ...given, privateKeyPem: pfx(name), password: "123456" },
    ]),
    ["a PKCS1 key", { ...given, privateKeyPem: pkcs1 }],
    ["a certificate", { ...given, platformCertificatePem: CERTIFICATE }],
    ["a certificate as DER", { ...given, platformCertificatePem: CERTIFICATE.replace(/-----.*-----|\s/g, "") }],
  ])("come as %s, and are kept as PEM that is read again the same", (_name, credentials) => {
    const kept = payeaseCredentialsSchema.parse(credentials) satisfies PayeaseCredentials;

    expect(publicHalf(kept.privateKeyPem)).toBe(publicHalf(EXAMPLE_MERCHANT_KEY));
    expect(publicHalf(kept.platformCertificatePem)).toBe(platformCertificatePem);
    expect(Object.keys(kept)).toEqual(["merchantId", "privateKeyPem", "platformCertificatePem"]);
    expect(payeaseCredentialsSchema.parse(kept)).toEqual(kept);
  });

  it.each<[string, object, string]>([
    ["a merchant of ten figures", { ...given, merchantId: "8900005930" }, "merchantId"],
    ["no key", { ...given, privateKeyPem: "" }, "privateKeyPem"],
    ["a public key for the private one", { ...given, privateKeyPem: platformCertificatePem }, "privateKeyPem"],
    ["a wrong password", { ...given, privateKeyPem: encrypted, password: "1" }, "privateKeyPem"],
    ["a password that is missing", { ...given, privateKeyPem: encrypted }, "privateKeyPem"],
    ["a wrong password of a PKCS12 file", { ...given, privateKeyPem: pfx("windows"), password: "1" }, "privateKeyPem"],
    ["a PKCS12 file that was cut", { ...given, privateKeyPem: pfx("modern").slice(0, 2_000) }, "privateKeyPem"],
    [
      "a bomb of nested lists",
      { ...given, privateKeyPem: Buffer.alloc(14_000, 0x30).toString("base64") },
      "privateKeyPem",
    ],
    ["a short key", { ...given, privateKeyPem: shortKey() }, "privateKeyPem"],
    ["a key of another kind", { ...given, privateKeyPem: ellipticKey() }, "privateKeyPem"],
    [
      "a private key as PayEase's",
      { ...given, platformCertificatePem: EXAMPLE_PLATFORM_KEY },
      "platformCertificatePem",
    ],
    ["no certificate", { ...given, platformCertificatePem: "x" }, "platformCertificatePem"],
  ])("refuses %s", (_name, credentials, field) => {
    const { error } = payeaseCredentialsSchema.safeParse(credentials);
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
    expect(JSON.stringify(error)).not.toContain("PRIVATE KEY");
  });
});

describe("the self-test", () => {
  it("runs the vectors and the account's own keys, without a call", async () => {
    const { call, sent } = exampleCall(undefined, { amountFormat: "minor", refundQuery: false });
    const account = { ...call.account, baseUrl: "https://desk.example/payease" };

    const steps = await payease.operations.selfTest({ ...call, account });

    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(steps.map(({ name }) => name)).toEqual([
      "refund request",
      "refund response",
      "Envelope",
      "Keys",
      "Platform certificate",
      "amountFormat",
      "refundQuery",
    ]);
    expect(sent).toEqual([]);
  });

  it("E21 keys that everybody can read are none for production, and one's own certificate is not PayEase's", async () => {
    const { call } = exampleCall();
    const own = { ...call.account.credentials, platformCertificatePem: publicHalf(EXAMPLE_MERCHANT_KEY) };
    const failed = async (account: typeof call.account) =>
      (await payease.operations.selfTest({ ...call, account })).filter(({ ok }) => !ok);

    expect(await failed(call.account)).toMatchObject([{ name: "Keys", detail: expect.stringContaining("published") }]);
    expect(await failed({ ...call.account, credentials: own })).toMatchObject([
      { name: "Keys", detail: expect.stringContaining("your own") },
    ]);
  });

  it("tells when PayEase's certificate has ended", async () => {
    const { call } = exampleCall();
    const credentials = { ...call.account.credentials, platformCertificatePem: CERTIFICATE };
    const account = { ...call.account, baseUrl: "https://desk.example", credentials };
    const at = (now: string) => payease.operations.selfTest({ ...call, account, now: () => new Date(now) });

    expect((await at("2026-01-01")).filter(({ ok }) => !ok)).toEqual([]);
    expect((await at("2300-01-01")).filter(({ ok }) => !ok)).toMatchObject([{ name: "Platform certificate" }]);
  });
});

/** The vectors' merchant key as three writers hand it out; the password is 123456. */
function pfx(name: string): string {
  return readFileSync(new URL(`fixtures/${name}.pfx`, import.meta.url)).toString("base64");
}

function shortKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1_024 });
  return privateKey.export({ format: "pem", type: "pkcs8" }).toString();
}

function ellipticKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ format: "pem", type: "pkcs8" }).toString();
}
