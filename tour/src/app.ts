// SPDX-License-Identifier: Apache-2.0
// Where the page begins: either it films, or it shows pages.
import { openApi } from "./api";
import { dashboardsPage } from "./dashboards/index";
import { film } from "./film/film";
import { startPages } from "./pages";
import { tourPage } from "./view/page";

if (new URLSearchParams(location.search).get("film") === "1") void film();
else startPages(document.getElementById("app")!, [tourPage, dashboardsPage], openApi());
