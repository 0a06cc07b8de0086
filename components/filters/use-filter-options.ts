import { useQuery } from "@tanstack/react-query";
import { readDesk } from "#components/live/read-desk.ts";
import type { FilterOptionsDto } from "#lib/contracts/filter-names.ts";

/** Read when it is first needed: a list without filters asks for nothing. */
export function useFilterOptions(isNeeded: boolean): FilterOptionsDto | undefined {
  const { data } = useQuery({
    queryKey: ["filters"],
    queryFn: ({ signal }) => readDesk<FilterOptionsDto>("/api/desk/filters", signal),
    enabled: isNeeded,
  });
  return data;
}
