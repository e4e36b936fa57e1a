// SPDX-License-Identifier: Apache-2.0
// The pages of the app and how one gets from one to the other. A page is added by a line in `app.ts`.
import type { Api } from "./api";
import { h, ownLink } from "./dom";

export interface PageContext {
  api: Api;
  /** Runs and moment are shared: pages keep `run` and `time` of the query when they link to each other. */
  go(path: string, search?: string): void;
}

export interface Page {
  id: string;
  title: string;
  path: string;
  /** Fills an empty element; what it returns takes everything down again. */
  mount(into: HTMLElement, context: PageContext): () => void;
}

/** Top bar and the current page, for as long as the document lives. */
export function startPages(app: HTMLElement, pages: Page[], api: Api): void {
  let unmount: (() => void) | undefined;
  const links = new Map<string, HTMLAnchorElement>();
  const main = h("main", { id: "page", tabindex: -1 });
  const nav = h("nav", { class: "bar-pages", "aria-label": "Pages" });
  const context: PageContext = { api, go };
  for (const page of pages) {
    const link = ownLink({ href: page.path }, () => follow(page), page.title);
    links.set(page.id, link);
    nav.append(link);
  }
  const header = h("header", { class: "bar" }, h("a", { class: "skip", href: "#page" }, "Skip to the page"),
    h("span", { class: "brand" }, mark(), h("span", {}, "Heliofab")), nav, h("span", { class: "bar-run", id: "bar-run" }), h("span", { class: "badge", title: "All figures come from a simulated run" }, "simulated"));
  app.append(header, main);
  window.addEventListener("popstate", show);
  show();

  function follow(page: Page): void {
    const kept = new URLSearchParams(location.search);
    const search = new URLSearchParams();
    for (const key of ["run", "time"]) if (kept.has(key)) search.set(key, kept.get(key)!);
    go(page.path, search.size ? `?${search}` : "");
  }

  function go(path: string, search = ""): void {
    history.pushState(null, "", path + search);
    show();
  }

  function show(): void {
    const page = pages.find((item) => item.path !== "/" && location.pathname.startsWith(item.path)) ?? pages[0];
    unmount?.();
    main.replaceChildren();
    main.className = `page-${page.id}`;
    document.title = `${page.title} · Heliofab`;
    for (const [id, link] of links) {
      if (id === page.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    unmount = page.mount(main, context);
  }
}

function mark(): HTMLElement {
  return h("span", { class: "mark", "aria-hidden": "true" });
}
