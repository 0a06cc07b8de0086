/** Another search is another state of this page, not another page: nothing is drawn anew by the server. */
export function goToSearch(href: string): void {
  history.pushState(null, "", href);
  scrollTo({ top: 0 });
}
