// SPDX-License-Identifier: Apache-2.0
// What the endpoints answer about the runs of a folder.
#include <set>

#include "heliofab/report/summary_json.hpp"
#include "heliofab/store/run_store.hpp"
#include "sample_site.hpp"

namespace heliofab::server {
namespace {

class Endpoints : public SampleSite {
 protected:
  // Pages of two rows each, joined.
  Object all_rows(const std::string& target) {
    Object rows = Object::array();
    std::string after;
    int pages = 0;
    do {
      const Object page = object(target + (after.empty() ? "" : "&after=" + after));
      for (const Object& row : page["rows"]) {
        rows.push_back(row);
      }
      after = page["next"].is_null() ? "" : page["next"].dump();
    } while (!after.empty() && ++pages < 100);
    return rows;
  }
};

TEST_F(Endpoints, ListRunsAndTellWhichCannotBeRead) {
  const Object all = object("/api/v1/runs");
  ASSERT_EQ(all["runs"].size(), 2);
  EXPECT_EQ(all["runs"][0]["id"], "july");
  EXPECT_EQ(all["runs"][0]["is_complete"], false);
  EXPECT_EQ(all["runs"][1],
            Object::parse(R"({"id": "june", "name": "FAB 2, 2010", "seed": "20100512",
              "begins": 1273622400000000, "ends": 1275350400000000, "is_complete": true,
              "modules": 30, "is_served": true,
              "has_ramp": false})"));
  EXPECT_EQ(all["unreadable"][0]["id"], "may");
  EXPECT_EQ(all["unreadable"][0]["diagnostics"][0]["code"], "E5101");
}

TEST_F(Endpoints, GiveTheSummaryThatTheCommandLineGives) {
  const twin::RunRecord record = store::read_run(store("june"));
  EXPECT_EQ(ask("/api/v1/runs/june/summary").body,
            report::summary_json(record, twin::summarize(record)).dump() + "\n");
}

TEST_F(Endpoints, GiveTheRampBesideARun) {
  const std::string made = "; heliofab ramp PLAN --out RUN/ramp.json makes it";
  const std::string named = "404 E9016 run: ramp.json of 'june' ";
  EXPECT_EQ(refusal_at("/api/v1/runs/june/ramp"), named + "is not there" + made);
  for (const char* other : {"{\"months\": ", "[]", "{\"months\": 3}"}) {
    save_ramp(other);
    EXPECT_EQ(refusal_at("/api/v1/runs/june/ramp"),
              named + "is not what heliofab ramp writes" + made);
  }
  save_ramp("{\"months\": []}");
  EXPECT_EQ(ask("/api/v1/runs/june/ramp").body, "{\"months\": []}");
}

TEST_F(Endpoints, PageThroughATableInEveryOrder) {
  for (const std::string order :
       {"", "&order=serial", "&order=-serial", "&order=pmax_W", "&order=rowid", "&order=-rowid"}) {
    const Object rows =
        all_rows("/api/v1/runs/june/tables/modules?limit=7&columns=serial,segment" + order);
    ASSERT_EQ(rows.size(), 30) << order;
    std::set<std::int64_t> serials;
    for (const Object& row : rows) {
      serials.insert(row[1].get<std::int64_t>());
    }
    EXPECT_EQ(serials.size(), 30) << "each once, " << order;
    // pmax_W is of 1/serial.
    const bool is_falling = order.find('-') != std::string::npos || order == "&order=pmax_W";
    EXPECT_EQ(rows[0][1], is_falling ? 30 : 1) << order;
  }
}

TEST_F(Endpoints, GoOnWherePagesOfEqualValuesEnd) {
  // is_good is 0 or 1: every page but two begins inside a row of equal values.
  for (const std::string order : {"is_good", "-is_good"}) {
    const Object rows =
        all_rows("/api/v1/runs/june/tables/flashes?limit=4&columns=is_good,serial&order=" + order);
    ASSERT_EQ(rows.size(), 30);
    std::set<std::int64_t> serials;
    for (const Object& row : rows) {
      serials.insert(row[2].get<std::int64_t>());
    }
    EXPECT_EQ(serials.size(), 30);
    EXPECT_EQ(rows[0][1], order == "is_good" ? 0 : 1);
  }
}

TEST_F(Endpoints, PageThroughViews) {
  const Object whole = object("/api/v1/runs/june/tables/web_books");
  EXPECT_EQ(all_rows("/api/v1/runs/june/tables/web_books?limit=9"), whole["rows"]);
  EXPECT_TRUE(whole["rows"][0][0].is_null()) << "a view has no rowid";
}

TEST_F(Endpoints, FilterByValuesAndRanges) {
  const std::string rows = "/api/v1/runs/june/tables/modules?columns=serial&";
  EXPECT_EQ(object(rows + "serial=7")["rows"].dump(), "[[7,7]]");
  EXPECT_EQ(object(rows + "serial=7&serial=9")["rows"].dump(), "[[7,7],[9,9]]");
  EXPECT_EQ(object(rows + "serial.from=28")["rows"].dump(), "[[28,28],[29,29],[30,30]]");
  EXPECT_EQ(object(rows + "serial.from=3&serial.to=4")["rows"].dump(), "[[3,3],[4,4]]");
  EXPECT_EQ(object(rows + "serial.to=1.5")["rows"].dump(), "[[1,1]]");
  const Object row = object("/api/v1/runs/june/tables/modules?columns=product&serial=3");
  const std::string product = row["rows"][0][1];
  EXPECT_EQ(object(rows + "product=" + percent_encoded(product))["rows"].dump(), "[[3,3]]");
}

TEST_F(Endpoints, BindWhatLooksLikeSql) {
  const std::string evil = percent_encoded("' OR 1=1; DROP TABLE modules; --");
  EXPECT_EQ(object("/api/v1/runs/june/tables/modules?product=" + evil)["rows"].size(), 0);
  EXPECT_EQ(
      refusal_at("/api/v1/runs/june/tables/" + percent_encoded("modules; DROP TABLE x")),
      "404 E9012 table: the run has no table 'modules; DROP TABLE x'; tables and views are " +
          [this] {
            std::string names;
            for (const Object& table : object("/api/v1/runs/june/tables")) {
              names += (names.empty() ? "" : ", ") + table["name"].get<std::string>();
            }
            return names;
          }());
  EXPECT_EQ(ask("/api/v1/runs/june/tables/sqlite_schema").status, 404);
  EXPECT_EQ(object("/api/v1/runs/june/tables/modules")["rows"].size(), 30);
}

TEST_F(Endpoints, JoinModulesWithTheirFlashes) {
  const Object joined = object(
      "/api/v1/runs/june/tables/modules?join=flashes&columns=serial,pmax_W,flash.pmax_W&serial=5");
  const Object module = object("/api/v1/runs/june/tables/modules?columns=pmax_W&serial=5");
  const Object flash = object("/api/v1/runs/june/tables/flashes?columns=pmax_W&serial=5");
  EXPECT_EQ(joined["columns"].dump(), R"(["rowid","serial","pmax_W","flash.pmax_W"])");
  EXPECT_EQ(joined["rows"][0][2], module["rows"][0][1]);
  EXPECT_EQ(joined["rows"][0][3], flash["rows"][0][1]);
}

TEST_F(Endpoints, SumByGroupsAndBuckets) {
  const std::string of = "/api/v1/runs/june/aggregate/modules";
  EXPECT_EQ(object(of)["rows"].dump(), "[[30]]");
  EXPECT_EQ(object(of + "?group=serial:10&values=count,min:serial,max:serial,sum:serial,"
                        "mean:serial")["rows"]
                .dump(),
            "[[0,9,1,9,45,5],[10,10,10,19,145,14.5],[20,10,20,29,245,24.5],[30,1,30,30,30,30]]");
  EXPECT_EQ(object(of + "?group=serial:12.5&values=count")["rows"].dump(),
            "[[0,12],[12.5,12],[25,6]]");
  EXPECT_EQ(object(of + "?group=serial:20,serial:10&serial.from=9")["rows"].dump(),
            "[[0,0,1],[0,10,10],[20,20,10],[20,30,1]]");
  EXPECT_EQ(object(of + "?join=flashes&group=flash.is_good")["rows"].dump(), "[[0,15],[1,15]]");
  EXPECT_EQ(object(of + "?serial=99")["rows"].dump(), "[[0]]");
}

TEST_F(Endpoints, SayAllThatIsWrongAtOnce) {
  EXPECT_EQ(refusal_at("/api/v1/runs/june/tables/modules?columns=ggj&limit=0&serail=3&"
                       "roll.from=a&order=&after=-1&limit=2"),
            "422 E9013 columns: no column 'ggj' in modules; did you mean 'ggi'?\n"
            "422 E9013 limit: given more than once; give it once\n"
            "422 E9013 limit: found '0', wanted a whole number from 1 to 50000; without it, it is "
            "1000\n"
            "422 E9013 after: found '-1', wanted a whole number from 0 to 9223372036854775807; "
            "without it, it is 0\n"
            "422 E9014 serail: unknown parameter; did you mean 'serial'?\n"
            "422 E9013 roll.from: found 'a', wanted a number, as roll has INTEGER; write 12 or "
            "0.105; times are whole microseconds");
  EXPECT_EQ(refusal_at("/api/v1/runs/june/aggregate/modules?group=product:2,roll:0,lane&"
                       "values=mean:product,median:roll,max"),
            "422 E9013 group: found 3 columns; group by one column or by two\n"
            "422 E9013 group: found a width for product, which is text; only numbers have "
            "buckets\n"
            "422 E9013 group: found width '0', wanted a number above 0; position_m:0.5 groups by "
            "half metres\n"
            "422 E9013 values: product is text; text has a count, a min and a max\n"
            "422 E9013 values: 'median:roll' is not understood; wanted count, or mean, min, max or "
            "sum with a column: mean:pmax_W\n"
            "422 E9013 values: 'max' is not understood; wanted count, or mean, min, max or sum "
            "with a column: mean:pmax_W");
  EXPECT_EQ(refusal_at("/api/v1/runs/june/tables/rolls?join=flashes"),
            "422 E9013 join: rolls cannot be joined with 'flashes'; modules can be joined with "
            "flashes");
}

TEST_F(Endpoints, TellWhatIsNotThere) {
  EXPECT_EQ(refusal_at("/api/v1/runs/jun/plant"),
            "404 E9011 run: there is no run 'jun' beside the served one; did you mean 'june'?");
  EXPECT_EQ(refusal_at("/api/v1/runs/june/tables/module"),
            "404 E9012 table: the run has no table 'module'; did you mean 'modules'?");
  EXPECT_EQ(refusal_at("/api/v1/runs/june/modules/12x"),
            "422 E9013 serial: found '12x', wanted a whole number; GET "
            "/api/v1/runs/RUN/tables/modules?columns=serial lists them");
  EXPECT_EQ(ask("/api/v1/runs/june/modules/4711").status, 404);
  EXPECT_EQ(refusal_at("/api/v1/nothing"),
            "404 E9005 request: nothing at '/api/v1/nothing'; GET /api/v1/openapi.json lists the "
            "endpoints");
  EXPECT_EQ(ask("/api/v1/runs/may/plant").status, 404) << "damaged";
  EXPECT_EQ(ask("/api/v1/film/hello").status, 404) << "nothing is filmed";
}

TEST_F(Endpoints, TakeNoColumnForAWord) {
  const std::set<std::string> words{"columns", "order", "limit", "after",
                                    "join",    "group", "values"};
  for (const Object& table : object("/api/v1/runs/june/tables")) {
    for (const Object& column : table["columns"]) {
      const std::string name = column["name"];
      EXPECT_FALSE(words.contains(name)) << table["name"];
      EXPECT_EQ(name.find('.'), std::string::npos) << table["name"];
    }
  }
}

TEST_F(Endpoints, FollowARunByEvents) {
  const Response going = ask("/api/v1/runs/july/live");
  const EventBatch first = going.events("");
  EXPECT_TRUE(first.text.starts_with("id: 30-30-")) << first.text;
  EXPECT_NE(first.text.find("\nevent: progress\ndata: {\"modules\":30,\"rolls\":30,"),
            std::string::npos);
  EXPECT_FALSE(first.is_last);
  EXPECT_EQ(going.events(first.last_id).text, "") << "nothing new";

  const Response over = ask("/api/v1/runs/june/live");
  const EventBatch last = over.events("");
  EXPECT_TRUE(last.is_last);
  EXPECT_NE(last.text.find("\nevent: complete\n"), std::string::npos);
  Request again = request("/api/v1/runs/june/live");
  again.headers.emplace_back("last-event-id", last.last_id);
  EXPECT_EQ(answer_of(site(), again).status, 204) << "or a browser would ask for ever";
}

TEST_F(Endpoints, DescribeEachOther) {
  save_ramp(R"({"months": []})");
  const Object api = object("/api/v1/openapi.json");
  EXPECT_EQ(api["openapi"], "3.1.0");
  int answered = 0;
  for (const auto& [path, operations] : api["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      EXPECT_TRUE(operation["responses"].contains("default")) << path;
      std::string target = path;
      for (const Object& parameter : operation["parameters"]) {
        const std::string name = parameter["name"];
        if (parameter["in"] != "path") {
          continue;
        }
        const std::string mark = "{" + name + "}";
        ASSERT_NE(target.find(mark), std::string::npos) << path << " lacks " << mark;
        target.replace(target.find(mark), mark.size(),
                       name == "table"    ? "modules"
                       : name == "serial" ? "3"
                                          : "june");
      }
      EXPECT_EQ(target.find('{'), std::string::npos) << path << " has a part that nobody describes";
      if (method == "get") {
        // Two lines alone, which the sample is, are not compared.
        const bool is_refused = path.find("/diff/") != std::string::npos;
        EXPECT_EQ(ask(target).status, is_refused ? 422 : 200) << target;
        ++answered;
      }
    }
  }
  EXPECT_EQ(answered, 12);
}

}  // namespace
}  // namespace heliofab::server
