// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "product_yield.hpp"
#include "sort_products.hpp"

// What modules of a run deliver, as rows of its record.
namespace heliofab::cli {

/// @param product  of modules of a run
/// @param weather  file that was taken in place of the product's, or empty
twin::YieldRow yield_row(const SolvedProduct& product, const std::string& weather);
/// A row for each module that was sorted.
std::vector<twin::DestinationRow> destination_rows(const SortedRun& sorted);

/// A product that is to be solved at the end of a run.
struct ProductFile {
  io::Document document;
  twin::ProductPlan plan;
};

/// Reads and checks products before a run of `fab` begins, their weather too.
/// @throws InputError E1xxx, E61xx, E71xx; E8107 when the fab makes no such layout; E6204 when two
///                    products have one name
std::vector<ProductFile> read_products(const std::vector<std::string>& files,
                                       const twin::FabPlan& fab);

/// Rows of products, and what kept one from being solved.
struct RunYields {
  std::vector<twin::YieldRow> rows;
  std::exception_ptr failed;  // an InputError or a ModelError: the last one
  bool is_stopped = false;    // by the observer, before the last product
};

/// Solves each product of all good modules of its layout. One that cannot be solved keeps no other
/// from it.
RunYields solve_yields(const std::vector<ProductFile>& products, const ReadRun& run,
                       const twin::ReferenceData& data, Observer* observer);

}  // namespace heliofab::cli
