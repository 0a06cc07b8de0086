// Radix locks the page's scrolling with a style element, which the content security policy lets in by the nonce alone.
if (typeof document !== "undefined") {
  const { nonce } = document.querySelector<HTMLScriptElement>("script[nonce]") ?? {};
  Object.assign(globalThis, { __webpack_nonce__: nonce });
}
