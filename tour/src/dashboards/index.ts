// SPDX-License-Identifier: Apache-2.0
// The dashboards of a run. Pages of their own go into this folder and are listed here.
import { h } from "../dom";
import type { Page } from "../pages";

export const dashboardsPage: Page = {
  id: "dashboards", title: "Dashboards", path: "/dashboards",
  mount(into, { api }) {
    const list = h("ul", {});
    into.append(h("div", { class: "plain-page" }, h("h1", {}, "Runs"), list));
    void api.runs().then((runs) => runs.forEach((run) => list.append(h("li", {}, h("a", { href: `/?run=${encodeURIComponent(run.id)}` }, `${run.name}, run ${run.id}`), `: ${run.modules} modules `, h("a", { href: `/api/v1/runs/${encodeURIComponent(run.id)}/report` }, "report")))));
    return () => undefined;
  },
};
