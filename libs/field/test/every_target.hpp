// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <gtest/gtest.h>
#include <hwy/targets.h>

// Does `check` with every instruction set that this machine has.
namespace heliofab::field {

template <class Check>
void on_every_target(Check check) {
  const std::int64_t all = hwy::SupportedTargets();
  for (std::int64_t targets = all; targets != 0; targets &= targets - 1) {
    const std::int64_t one = targets & -targets;
    hwy::SetSupportedTargetsForTest(one);
    hwy::GetChosenTarget().Update(one);
    SCOPED_TRACE(hwy::TargetName(one));
    check();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace heliofab::field
