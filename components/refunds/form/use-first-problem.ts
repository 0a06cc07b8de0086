import { type RefObject, useEffect } from "react";

/** Where the eye and the keyboard are wanted: at the amount at first, after a refusal at what was wrong. */
export function useFirstProblem(formRef: RefObject<HTMLFormElement | null>, refusal: object | null): void {
  useEffect(() => {
    if (refusal)
      (
        formRef.current?.querySelector<HTMLElement>("[aria-invalid]") ?? document.getElementById("form-answer")
      )?.focus();
  }, [refusal, formRef]);

  useEffect(() => {
    // Who comes by the keyboard begins to type; on a phone the keyboard would cover what is to be read first.
    if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches)
      document.getElementById("field-amount")?.focus({ preventScroll: true });
  }, []);
}
