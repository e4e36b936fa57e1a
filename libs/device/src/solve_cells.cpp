// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/solve_cells.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "certificate.hpp"
#include "check_inputs.hpp"
#include "continuation.hpp"
#include "figures.hpp"
#include "flat_cell.hpp"
#include "heliofab/core/parallel.hpp"
#include "nested_mesh.hpp"
#include "points.hpp"
#include "solved_cell.hpp"

namespace heliofab::device {

// A cell on one of its meshes.
struct MeshLevel {
  MeshLevel(const CellDesign& design, LitMesh on)
      : lit(std::move(on)), flat(make_flat_cell(design, lit.mesh, lit.generation)), single(flat) {}
  MeshLevel(const MeshLevel&) = delete;
  MeshLevel& operator=(const MeshLevel&) = delete;

  LitMesh lit;
  FlatCell flat;
  SingleCell single;
  std::vector<Solved> knots;
};

// A curve and the mesh it was solved on.
struct SolvedCurve {
  CertifiedCurve curve;
  std::unique_ptr<MeshLevel> level;
};

namespace {

// On half the mesh the cell finds its way through light and voltage.
struct Scout : MeshLevel {
  explicit Scout(const CellTask& task)
      : MeshLevel(task.design, halve(task.mesh, task.generation)),
        way(single, neutral_start(task.design, lit.mesh), task.request, is_lit(task.generation)) {}

  Continuation way;
};

// Takes the ways of cells of one shape to their ends, a cell a lane.
void go_all_ways(std::span<Scout* const> cells) {
  Lanes lanes(cells.front()->flat, cells.size() == 1 ? 1 : lane_width());
  std::vector<Scout*> in_lane(lanes.size());
  std::size_t next = 0;
  const auto refill = [&](std::size_t lane) {
    if (next == cells.size()) {
      return;
    }
    in_lane[lane] = cells[next++];
    lanes.block().load(lane, in_lane[lane]->flat);
    lanes.start(lane, *in_lane[lane]->way.job());
  };
  for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
    refill(lane);
  }
  while (lanes.is_busy()) {
    lanes.step([&](std::size_t lane, Outcome outcome) {
      Continuation& way = in_lane[lane]->way;
      way.take(std::move(outcome));
      way.job() == nullptr ? refill(lane) : lanes.start(lane, *way.job());
    });
  }
}

// Solves the knots of the coarser level on a finer one; false when one of them fails.
bool refine_knots(const MeshLevel& coarse, double light, Lanes& lanes, MeshLevel& fine) {
  const Prolongation prolong(coarse.lit.mesh, fine.lit.mesh);
  std::vector<Job> jobs;
  for (const Solved& knot : coarse.knots) {
    jobs.push_back({.bias = knot.bias, .light = light, .start = prolong(knot.state)});
  }
  for (Outcome& outcome : lanes.run(jobs)) {
    if (!outcome.status) {
      fine.knots.clear();
      return false;
    }
    const double bias = jobs[fine.knots.size()].bias;
    fine.knots.push_back({bias, std::move(outcome.state), outcome.status});
  }
  lanes.settle(fine.knots, light);
  return !fine.knots.empty();
}

// Where the coarser mesh misled: the whole way. Says what went wrong, if anything.
std::string go_whole_way(const CellTask& task, bool lit, MeshLevel& level) {
  Continuation way(level.single, neutral_start(task.design, level.lit.mesh), task.request, lit);
  while (way.job() != nullptr) {
    way.take(level.single.solve(*way.job()));
  }
  level.knots = std::move(way.knots());
  return way.trouble();
}

// Points, figures and their errors on a level that has knots.
CertifiedCurve make_curve(const CellTask& task, Lanes& lanes, const MeshDefect& defect,
                          MeshLevel& level) {
  const bool lit = is_lit(task.generation);
  const double vt = level.flat.thermal_voltage;
  CertifiedCurve curve;
  for (const Solved& s : solve_points(level.single, lanes, task.request, lit, level.knots)) {
    curve.points.push_back(certified_point(s, vt, defect));
  }
  if (lit) {
    set_figures(find_figures(level.single, level.knots), vt, defect, curve);
  }
  return curve;
}

std::unique_ptr<MeshLevel> refined(const CellTask& task, const MeshLevel& level) {
  LitMesh finer{.mesh = refine(level.lit.mesh), .generation = {}};
  if (is_lit(task.generation)) {
    finer.generation = task.generation_at(volume_edges(finer.mesh));
  }
  return std::make_unique<MeshLevel>(task.design, std::move(finer));
}

SolvedCurve solve_curve(const CellTask& task, Scout& scout, const CertificateLimits& limits) {
  const bool lit = is_lit(task.generation);
  const double vt = scout.flat.thermal_voltage;
  scout.knots = std::move(scout.way.knots());
  std::string trouble = scout.way.trouble();
  std::unique_ptr<MeshLevel> before;  // once it is not the scout
  const MeshLevel* coarse = &scout;
  auto level = std::make_unique<MeshLevel>(task.design, LitMesh{task.mesh, task.generation});
  for (int refinement = 0;; ++refinement) {
    Lanes lanes(level->flat, lane_width());
    lanes.block().load_all(level->flat);
    if (!trouble.empty() || !refine_knots(*coarse, lit ? 1 : 0, lanes, *level)) {
      trouble = go_whole_way(task, lit, *level);
    }
    const MeshDefect defect(level->knots, coarse->knots);
    CertifiedCurve curve;
    bool is_fine = defect.worst(vt, lit) <= limits.mesh;
    const bool can_refine =
        !level->knots.empty() && refinement < limits.refinements && (!lit || task.generation_at);
    if (!level->knots.empty() && (is_fine || !can_refine)) {
      curve = make_curve(task, lanes, defect, *level);
      is_fine = is_fine && has_fine_mesh(limits, curve);  // the knots only sample the error
    }
    if (is_fine || !can_refine) {
      curve.nodes = level->lit.mesh.x.size();
      if (!trouble.empty()) {
        curve.doubts.push_back(trouble);
      }
      add_doubts(limits, curve);
      if (lit) {
        add_thermodynamic_doubt(task.design, photocurrent(task.generation), curve);
      }
      return {std::move(curve), std::move(level)};
    }
    auto finer = refined(task, *level);
    before = std::move(level);
    coarse = before.get();
    level = std::move(finer);
  }
}

// The tasks of one worker.
void solve_some(std::span<const CellTask> tasks, const CertificateLimits& limits,
                std::span<CertifiedCurve> curves) {
  std::vector<std::unique_ptr<Scout>> scouts;
  std::vector<Scout*> waiting;
  for (const CellTask& task : tasks) {
    scouts.push_back(std::make_unique<Scout>(task));
    waiting.push_back(scouts.back().get());
  }
  while (!waiting.empty()) {
    const auto others = std::stable_partition(waiting.begin(), waiting.end(), [&](Scout* s) {
      return s->flat.shape == waiting.front()->flat.shape;
    });
    go_all_ways(std::span(waiting.begin(), others));
    waiting.erase(waiting.begin(), others);
  }
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    curves[k] = solve_curve(tasks[k], *scouts[k], limits).curve;
  }
}

}  // namespace

struct SolvedCell::Impl {
  SolvedCurve solved;
  double light = 0;
};

SolvedCell::SolvedCell(const CellTask& task, const CertificateLimits& limits)
    : impl_(std::make_unique<Impl>()) {
  check_inputs(task.design, task.mesh, task.generation, task.request);
  Scout scout(task);
  Scout* const one = &scout;
  go_all_ways({&one, 1});
  impl_->solved = solve_curve(task, scout, limits);
  impl_->light = is_lit(task.generation) ? 1 : 0;
}
SolvedCell::~SolvedCell() = default;

const CertifiedCurve& SolvedCell::curve() const noexcept { return impl_->solved.curve; }
const LitMesh& SolvedCell::lit() const noexcept { return impl_->solved.level->lit; }
const FlatCell& SolvedCell::flat() const noexcept { return impl_->solved.level->flat; }

Solved SolvedCell::at(double voltage) {
  MeshLevel& level = *impl_->solved.level;
  if (level.knots.empty()) {
    return {.bias = voltage / level.flat.thermal_voltage, .state = {}, .status = {}};
  }
  return solve_at(level.single, level.knots, voltage / level.flat.thermal_voltage, impl_->light);
}

std::vector<CertifiedCurve> solve_cells(std::span<const CellTask> tasks,
                                        const CertificateLimits& limits) {
  for (const CellTask& task : tasks) {
    check_inputs(task.design, task.mesh, task.generation, task.request);
  }
  constexpr std::size_t chunk = 16;
  std::vector<CertifiedCurve> curves(tasks.size());
  parallel_for((tasks.size() + chunk - 1) / chunk, [&](std::size_t c) {
    const std::size_t first = c * chunk;
    const std::size_t count = std::min(chunk, tasks.size() - first);
    solve_some(tasks.subspan(first, count), limits, std::span(curves).subspan(first, count));
  });
  return curves;
}

}  // namespace heliofab::device
