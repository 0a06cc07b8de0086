const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** PayEase writes `yyyy-MM-dd HH:mm:ss` without saying where; `zone` is the account's setting, such as "+08:00". */
export function readDateTime(text: unknown, zone: string): Date | null {
  if (typeof text !== "string" || !DATE_TIME.test(text)) return null;
  const iso = text.replace(" ", "T");
  const asUtc = new Date(`${iso}Z`);
  const isReal = !Number.isNaN(asUtc.getTime()) && asUtc.toISOString().startsWith(iso);
  return isReal ? new Date(`${iso}${zone}`) : null;
}
