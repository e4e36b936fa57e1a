// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/capability.hpp"
#include "heliofab/process/gauge_study.hpp"
#include "spc_cases.hpp"
#include "validation_rows.hpp"

// Capability of the NIST handbook and the gauge study of the reference manual.
namespace heliofab::process::validation_rows {

Checks study_rows() {
  const Capability c = capability({16, 2, 49, 2, 50}, {8, 20});
  const GaugeVariation r = average_and_range(spc_cases::aiag_study());
  const GaugeAnova a = anova(spc_cases::aiag_study());
  const GaugeVariation& v = a.variation;
  const auto digit = "half the last digit";
  // The manual's constants have four digits.
  const auto constants = "constants printed with four digits";
  return {{"capability, 8 to 20, mean 16, sigma 2: Cp", 1, c.cp.value, 1e-12, "", "exact"},
          {"... Cpu", 2.0 / 3, c.cpu.value, 1e-12, "", "exact"},
          {"... Cpl", 4.0 / 3, c.cpl.value, 1e-12, "", "exact"},
          {"... Cpk", 2.0 / 3, c.cpk.value, 1e-12, "", "exact"},
          {"average and range: repeatability EV", 0.20186, r.repeatability, 4e-5, "", constants},
          {"... reproducibility AV", 0.22967, r.reproducibility, 4e-5, "", constants},
          {"... gauge GRR", 0.30577, r.gauge, 4e-5, "", constants},
          {"... parts PV", 1.10460, r.part, 2e-4, "", constants},
          {"... total TV", 1.14613, r.total, 2e-4, "", constants},
          {"... GRR over TV", 26.68, 100 * r.gauge_share(), 0.0051, "%", digit},
          {"... distinct categories", 5.09, r.distinct(), 0.0051, "", digit},
          {"... ndc", 5, static_cast<double>(r.ndc()), 0.5, "", "count"},
          {"analysis of variance: mean square of parts", 9.81799, a.parts, 5.1e-6, "", digit},
          {"... of appraisers", 1.58363, a.appraisers, 5.1e-6, "", digit},
          {"... of their interaction", 0.019943, a.interaction, 5.1e-7, "", digit},
          {"... of the error", 0.045982, a.error, 5.1e-7, "", digit},
          {"... F of the interaction", 0.434, a.interaction_f, 5.1e-4, "", digit},
          {"... pooled", 1, a.is_pooled ? 1.0 : 0.0, 0.5, "", "p above 0.05"},
          {"... EV", 0.199933, v.repeatability, 5.1e-7, "", digit},
          {"... AV", 0.226838, v.reproducibility, 5.1e-7, "", digit},
          {"... GRR", 0.302372, v.gauge, 1.1e-6, "", digit},
          {"... PV", 1.042327, v.part, 5.1e-7, "", digit},
          {"... TV", 1.085300, v.total, 1.1e-6, "", digit},
          {"... GRR over TV", 27.86, 100 * v.gauge_share(), 0.0051, "%", digit},
          {"... distinct categories", 4.86, v.distinct(), 0.0051, "", digit},
          {"... ndc", 4, static_cast<double>(v.ndc()), 0.5, "", "count"}};
}

}  // namespace heliofab::process::validation_rows
