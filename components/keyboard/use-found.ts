import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { readDesk } from "#components/live/read-desk.ts";
import type { FoundAnswerDto } from "#lib/contracts/views.ts";

const PAUSE_MS = 120;

type Found = { readonly found: FoundAnswerDto | undefined; readonly isLooking: boolean; readonly isLost: boolean };

/** What a text names, asked after a pause in typing. An answer belongs to the text it was asked for, and to no other. */
export function useFound(text: string): Found {
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(setAsked, PAUSE_MS, text);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, isError } = useQuery({
    queryKey: ["find", asked],
    queryFn: ({ signal }) => readDesk<FoundAnswerDto>(`/api/desk/find?q=${encodeURIComponent(asked)}`, signal),
    enabled: asked !== "",
  });
  const isCurrent = asked === text;
  const found = isCurrent && text !== "" ? data : undefined;
  return { found, isLooking: text !== "" && !(isCurrent && (data || isError)), isLost: isCurrent && isError };
}
