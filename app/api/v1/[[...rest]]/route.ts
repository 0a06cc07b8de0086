import { problemResponse } from "#lib/contracts/problem.ts";

/** Whatever is not there is answered in the API's own words, not with a page. */
function nothingHere(): Response {
  return problemResponse({ code: "not_found" });
}

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as OPTIONS,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
