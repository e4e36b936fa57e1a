// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "backend.hpp"

namespace heliofab::server {

namespace {

constexpr ParameterRow join{
    "join", "query", "string",
    "flashes: rows of modules with their flash, whose columns are called flash.COLUMN"};

constexpr std::array<ParameterRow, 8> row_parameters{{
    {"columns", "query", "string", "columns of the table, as a,b; without it all"},
    {"order", "query", "string",
     "column to order by, with - before it from the largest on; without it the order in which rows "
     "were made"},
    {"limit", "query", "integer", "rows at most, from 1 to 50000; without it 1000"},
    {"after", "query", "integer", "`next` of the answer before"},
    join,
    {"COLUMN", "query", "string", "value of a column; given more than once, any of them"},
    {"COLUMN.from", "query", "string", "smallest value of a column"},
    {"COLUMN.to", "query", "string", "largest value of a column"},
}};

constexpr std::array<ParameterRow, 6> group_parameters{{
    {"group", "query", "string",
     "one column or two, as a,b; COLUMN:WIDTH groups by buckets, named by their lower edge"},
    {"values", "query", "string",
     "count, and mean, min, max or sum with a column: count,mean:pmax_W; without it count"},
    join,
    row_parameters[5],
    row_parameters[6],
    row_parameters[7],
}};

constexpr std::array<ParameterRow, 1> live_parameters{{
    {"Last-Event-ID", "header", "string", "id of the last event that the client had"},
}};

constexpr std::array<ParameterRow, 2> film_parameters{{
    {"X-Film", "header", "string", "secret of the film", true},
    {"at", "query", "integer",
     "of chunk: where the bytes of the body begin in the file; without it at its end"},
}};

// clang-format off
constexpr std::array all_routes{
    Route{"GET", "/api/v1/openapi.json", "openapi", "This description.", answer_open_api, Lane::quick, 0,
          "application/json", "OpenAPI 3.1"},
    Route{"GET", "/api/v1/runs", "runs", "The served run and those in the folders beside it.", answer_runs, Lane::quick, 0,
          "application/json", "{\"runs\": [{id, name, seed, begins, ends, is_complete, modules, is_served, has_ramp}], \"unreadable\": [{id, diagnostics}]}"},
    Route{"GET", "/api/v1/runs/{run}/summary", "summary", "Figures of a run, as in its summary.json.", answer_summary, Lane::slow, 0,
          "application/json", "the object of summary.json"},
    Route{"GET", "/api/v1/runs/{run}/plant", "plant", "Stations in the order of the line with tools and settings, products and market segments.", answer_plant, Lane::quick, 0,
          "application/json", "{name, begins, ends, \"stations\": [{station, tools, moves, settings}], \"products\": [{product, settings}], \"segments\": [{segment, product, settings}]}"},
    Route{"GET", "/api/v1/runs/{run}/tables", "tables", "Tables and views of a run with unit and meaning of every column.", answer_tables, Lane::quick, 0,
          "application/json", "[{name, meaning, is_view, \"columns\": [{name, type, unit, meaning, is_time}]}]"},
    Route{"GET", "/api/v1/runs/{run}/tables/{table}", "rows", "Rows of a table or a view, a page at a time.", answer_rows, Lane::quick, 0,
          "application/json", "{table, \"columns\": [\"rowid\", ...], \"rows\": [[...]], \"next\": after of the next page, or null}; a view has null for rowid", row_parameters},
    Route{"GET", "/api/v1/runs/{run}/aggregate/{table}", "aggregate", "Counts, means and sums over rows, by groups; at most 20000 groups.", answer_groups, Lane::quick, 0,
          "application/json", "{table, \"columns\": [...], \"rows\": [[...]]}", group_parameters},
    Route{"GET", "/api/v1/runs/{run}/modules/{serial}", "module", "All that a run knows of one module, as `heliofab trace --json` has it.", answer_module, Lane::slow, 0,
          "application/json", "the object of heliofab trace --json"},
    Route{"GET", "/api/v1/runs/{run}/diff/{other}", "diff", "What two runs differ in, as `heliofab diff --json` has it.", answer_difference, Lane::slow, 0,
          "application/json", "the object of heliofab diff --json"},
    Route{"GET", "/api/v1/runs/{run}/ramp", "ramp", "Months of a ramp with bands: the ramp.json that `heliofab ramp --out` wrote into the run's folder.", answer_ramp, Lane::slow, 0,
          "application/json", "the object of heliofab ramp --json"},
    Route{"GET", "/api/v1/runs/{run}/report", "report", "The page report.html of a run.", answer_report, Lane::slow, 0,
          "text/html", "the page"},
    Route{"GET", "/api/v1/runs/{run}/live", "live", "The course of a run in progress: events `progress`, at the end `complete`.", answer_live, Lane::quick, 0,
          "text/event-stream", "data: {modules, rolls, time, is_complete}; 204 to a client that had the last event", live_parameters},
    Route{"POST", "/api/v1/film/{action}", "film", "What the page of `heliofab tour --video` sends: hello, progress, chunk, done, failed.", answer_film, Lane::quick, film_chunk_limit,
          "application/json", "nothing", film_parameters},
};
// clang-format on

}  // namespace

std::span<const Route> routes() { return all_routes; }

}  // namespace heliofab::server
