import { z } from "zod";

/** What the desk's lists are asked. Cursors are opaque. */
export const pageShape = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
