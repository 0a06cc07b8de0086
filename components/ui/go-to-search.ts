/** Another search is another state of this page, not another page: nothing is drawn anew by the server. */
export function goToSearch(href: string): void {
  history.pushState(null, "", href);
  scrollTo({ top: 0 });
}

type Press = {
  readonly currentTarget: HTMLAnchorElement;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly preventDefault: () => void;
};

/** A press on a link to another search; with a modifier it is the browser's. */
export function onGoToSearch(event: Press): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  goToSearch(event.currentTarget.pathname + event.currentTarget.search);
}
