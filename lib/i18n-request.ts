import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { CONNECTORS } from "./gateways/generated/connectors.ts";
import { DEFAULT_ZONE, isLocale, isZone, type Locale, PREFERENCE_COOKIES, preferredLocale } from "./i18n.ts";

const MESSAGES: Readonly<Record<Locale, () => Promise<{ default: object }>[]>> = {
  en: () => [
    import("../messages/en.json"),
    import("../messages/people.en.json"),
    import("../messages/notices.en.json"),
  ],
  vi: () => [
    import("../messages/vi.json"),
    import("../messages/people.vi.json"),
    import("../messages/notices.vi.json"),
  ],
  "zh-Hant": () => [
    import("../messages/zh-Hant.json"),
    import("../messages/people.zh-Hant.json"),
    import("../messages/notices.zh-Hant.json"),
  ],
  "zh-Hans": () => [
    import("../messages/zh-Hans.json"),
    import("../messages/people.zh-Hans.json"),
    import("../messages/notices.zh-Hans.json"),
  ],
};

/**
 * The language and zone of a request, by cookie, so that no page has to wait for the database to be drawn. Who asks
 * for a language by name (the sentences for customers) gets that one.
 */
export default getRequestConfig(async ({ locale: asked }) => {
  const jar = await cookies();
  const wanted = asked ?? jar.get(PREFERENCE_COOKIES.language)?.value;
  const locale = isLocale(wanted) ? wanted : preferredLocale((await headers()).get("accept-language"));
  const zone = jar.get(PREFERENCE_COOKIES.zone)?.value;
  const parts = await Promise.all(MESSAGES[locale]());
  const messages = withGatewayNames(Object.assign({}, ...parts.map((part) => part.default)));
  return { locale, messages, timeZone: isZone(zone) ? zone : DEFAULT_ZONE, now: new Date() };
});

const OWN_NAMES = Object.fromEntries(CONNECTORS.map(({ name, displayName }) => [name, displayName]));

/** A gateway that no language has a word for is called as its folder says. */
function withGatewayNames<M extends { readonly common: { readonly gateway: object } }>(messages: M): M {
  const { common } = messages;
  return { ...messages, common: { ...common, gateway: { ...OWN_NAMES, ...common.gateway } } };
}
