// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/codes.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace heliofab::io {

namespace {

// clang-format off
constexpr std::array codes{
    Code{"E1100", "a file cannot be read", "Check the name, that it is a file and not a folder, and that you may read it."},
    Code{"E1101", "a file is not UTF-8 text", "Save it as UTF-8 without control characters; lines end with a line feed."},
    Code{"E1102", "text is not YAML", "Look at the place shown and the line before it: a bracket or quote left open, or keys of one map that do not begin in the same column."},
    Code{"E1103", "a file is too large", "A file has at most 64 MiB and 1,000,000 values; big tables are CSV files."},
    Code{"E1104", "a file is empty", "It begins with 'heliofab: 1', then one block such as 'fab:'. The plans in data/fabs/ are there to start from."},
    Code{"E1105", "the first line is not 'heliofab: 1'", "Put 'heliofab: 1' first: the version of the format. This program reads version 1."},
    Code{"E1106", "the block is missing, given twice or of another kind", "After the first line comes exactly one block, 'fab:', 'cell:', 'film:' or 'module:': the one that the command wants."},
    Code{"E1107", "a key is unknown", "Check its spelling and the map it stands in; 'heliofab explain KEY' shows known keys."},
    Code{"E1108", "a key is missing", "Add it: there is no default for it."},
    Code{"E1109", "a map, a list or one value stands where another is wanted", "A map is 'key: value' on lines of its own, a list is '- item' on lines of its own or [a, b]."},
    Code{"E1110", "a key is given twice", "Delete one of the two; the note shows where the first one is."},
    Code{"E1111", "YAML anchors, aliases and merges are not read", "Use 'based_on' to start from another file, or write the value out."},
    Code{"E1112", "YAML tags are not read", "Write the value alone, without '!'."},
    Code{"E1113", "a file holds more than one document", "Put what follows '---' into a file of its own."},
    Code{"E1114", "a tab indents a line", "Indent with blanks, two a level."},
    Code{"E1115", "text is nested too deeply", "64 levels are the most; look for brackets that are not closed."},
    Code{"E1116", "a key is no word or too long", "A key is one word of at most 200 bytes before ':'."},
    Code{"E1117", "the base of a file cannot be read", "'based_on' names a file next to this one or in the data folders, with or without .yaml."},
    Code{"E1118", "'based_on' is not the first key or names no file", "Write 'based_on: other.yaml' as the first key of the block."},
    Code{"E1119", "files are based on one another in a circle or too often", "Follow 'based_on' from file to file; 8 steps are the most."},
    Code{"E1120", "an option is not key=value", "Write --set process.absorber.thickness=\"1.5 um\", on one line."},
    Code{"E1121", "an option names an item that is not in the list", "Items are counted from 0: layers[0] is the first."},
    Code{"E1199", "more problems than are listed", "Mend those listed and check again."},
    Code{"E1201", "a value is not a number", "Write it in decimal: 1.5, -2, 1e16. No leading zeros, no '_' or ',' between digits, no 0x, no nan or inf."},
    Code{"E1202", "a value has a unit of another quantity", "Write it in one of the units the note lists."},
    Code{"E1203", "a value has no unit", "Write the unit behind the number: '2.1 um'. Only pure numbers have none."},
    Code{"E1204", "a unit is unknown", "docs/formats/yaml.md lists the units; they are case-sensitive."},
    Code{"E1205", "a value is not true or false", "Write true or false; yes, no, on and off are not read."},
    Code{"E1206", "a key has no value", "Write one, or delete the key to use the default. An empty map is {}."},
    Code{"E1207", "a value is not a whole number", "Write digits only, without a unit."},
    Code{"E1208", "a value is not one of the choices", "Write one of the words the message lists."},
    Code{"E1209", "a value is not a date", "Write year, month and day: 2010-05-12."},
    Code{"E1210", "a grade is malformed", "Write [A], [B], [C] or [D] behind the value, with a source key and the word 'fitted' if you like: [D fitted], [C lundberg2003]."},
    Code{"E1301", "a value is outside its range", "The message shows the range; 'heliofab explain KEY' shows the meaning."},
    Code{"E1302", "a time is too long", "Times reach to 100,000 years."},
    Code{"E1303", "a list is too long", "At most 10,000 items."},
    Code{"E1401", "a table has no header or no rows", "The first line that is no comment names the columns; rows of numbers follow."},
    Code{"E1402", "a row has too many or too few cells", "Give each row one cell for each column of the header."},
    Code{"E1403", "a cell is not a number", "Write it in decimal with '.'; no blanks, units or thousands marks."},
    Code{"E1404", "a column is missing", "Add it under the name shown; the ending is the unit."},
    Code{"E1405", "a column is unknown", "Rename or delete it."},
    Code{"E1406", "a column is given twice", "Delete one of the two."},
    Code{"E1407", "a quote in a table is not closed", "Close it in the same line; a quote inside quotes is doubled."},
    Code{"E2101", "a table of optical constants is malformed", "Wavelengths increase; n and k have one value for each; compositions increase."},
    Code{"E2102", "a wavelength is outside a table of optical constants", "Restrict the spectrum to the table, or give a wider table."},
    Code{"E2103", "a material is unknown", "The note lists those known, or the nearest one."},
    Code{"E2104", "a composition is outside the data", "Ga / (Ga + In) lies within 0 .. 1 and within the tables loaded."},
    Code{"E2105", "free carriers of a film make no sense", "Density is 0 or more; mass, mobility and permittivity are above 0."},
    Code{"E2106", "a dispersion model makes no sense", "Strengths are 0 or more; energies, widths and wavelengths are above 0. The message names the term."},
    Code{"E2107", "a mixture of two media makes no sense", "The share of the second medium lies within 0 .. 1."},
    Code{"E2201", "a spectrum is malformed", "Wavelengths increase, irradiances are 0 or more, and there are as many of one as of the other."},
    Code{"E2202", "a spectrum does not cover what is asked", "Give a spectrum over the range the message names."},
    Code{"E2203", "a layer or half-space makes no sense in optics", "Thicknesses are 0 or more, indices passive, yields within 0 .. 1."},
    Code{"E2204", "positions or films of a generation profile make no sense", "Positions increase within the films chosen."},
    Code{"E2205", "an angle of incidence makes no sense", "Angles are measured from the normal, from 0 to below 90 degrees."},
    Code{"E3101", "a cell has no layer", "Give at least one layer, from the light side to the back."},
    Code{"E3102", "a layer of a cell makes no sense", "Thickness above 0 and below 1 m, in 1 to 1,000,000 elements."},
    Code{"E3103", "the generation given to a cell makes no sense", "Give one cumulated value per volume edge: finite, and never falling into the cell."},
    Code{"E3104", "the temperature of a cell is outside its range", "The message shows the range."},
    Code{"E3105", "a voltage sweep makes no sense", "Give a step above 0, an end above the start, and at most a million points."},
    Code{"E3106", "a property of a layer is outside its range", "The message shows the range."},
    Code{"E3107", "a defect level is outside its range", "The message shows the range."},
    Code{"E3108", "a contact is outside its range", "The message shows the range."},
    Code{"E3109", "a mesh does not fit a cell", "Make the mesh from the same design."},
    Code{"E3110", "an interface between two layers is outside its range", "The message shows the range. Give one interface for each pair of neighbouring layers or none; emission velocities for both carriers or for neither, and masses that tunnel only with them."},
    Code{"E3111", "the resistances around a cell make no sense", "Give a series resistance of 0 or more and a shunt resistance above 0."},
    Code{"E3120", "a limit of efficiency was asked of impossible numbers", "Gaps above 0 and within the spectrum, 150 to 600 K, quantum efficiencies within 0 to 1."},
    Code{"E3121", "the conditions of a series make no sense", "Suns increase from above 0 and hold 1; lines take two different temperatures."},
    Code{"E3122", "a loss analysis cannot name its layers", "Give one name for each layer, or none."},
    Code{"E3123", "a question to a solved cell makes no sense", "The message names the argument, what was found and what is wanted."},
    Code{"E3201", "a cell has no steady state", "A model could not answer. The message names the bias and the last update; look for extreme layers next to one another."},
    Code{"E3202", "a cell has no steady state between two solved biases", "A model could not answer. Take smaller steps of voltage."},
    Code{"E3203", "a cell's curve cannot be certified", "A model could not answer. The message gives the first doubt: a bias without solution, a residual, or a mesh too coarse for a sharp profile."},
    Code{"E3301", "a table of curves has no axis or too many", "Give 1 to 10 axes."},
    Code{"E3302", "an axis of a table of curves is no range", "Give a lower and a higher end; above 0 when logarithmic."},
    Code{"E3303", "the cell curves were stopped on request", "Start again; nothing was kept."},
    Code{"E4101", "scribes leave no cell", "Make the pitch wider or the scribes narrower."},
    Code{"E4102", "a module was given too many or too few cells", "Give one cell curve for each stripe."},
    Code{"E4103", "films, flaws, shades or the mesh do not fit a module", "Give one film or one for each stripe; places lie within the active part of one stripe."},
    Code{"E4104", "a laminate makes no sense", "Give at least one layer; thickness and modulus are above 0, Poisson's ratio is below 0.5."},
    Code{"E4105", "a netlist cannot say what a module has", "Leave the table out and give a diode: 'heliofab explain module.film' lists its keys."},
    Code{"E4201", "a module did not converge", "A model could not answer. The message names the stripe, the current and the last update."},
    Code{"E4202", "a module could not be solved at a voltage", "Ask for voltages nearer to one another on the way there."},
    Code{"E4203", "a module's heat runs away", "The message names the voltage and the place. Less light, another voltage or more cooling keeps the module whole."},
    Code{"E4204", "a module carries no such current", "The message names the current and the voltage that was reached. Films that break down or a bypass diode carry more in reverse."},
    Code{"E4301", "a cut plan makes no sense", "Lengths are above 0 and the margin is 0 or more."},
    Code{"E4310", "a CIGS tool makes no sense", "Zones follow one another along the path; each source names a zone, lies below the web and stays under its crucible's limit."},
    Code{"E4311", "sources would have to be hotter than their crucibles stand", "Give them more or wider nozzles or a smaller share, or run the web more slowly."},
    Code{"E4312", "stated temperatures alone bring more than the recipe wants", "Lower them, or leave them out: sources without a temperature are tuned."},
    Code{"E4313", "a selenium source is to be tuned where no metal arrives", "State its temperature."},
    Code{"E4320", "a gauge reads nowhere or never", "Give at least one head, and an interval or a spacing above 0."},
    Code{"E4321", "a control chart cannot be made of a sample", "Give whole subgroups of values that differ, or a sigma above 0."},
    Code{"E4322", "a capability cannot be said", "Give a lower limit below the upper one, at least one of them, and values that scatter."},
    Code{"E4323", "a gauge study is not complete", "Every appraiser measures every part equally often, at least twice."},
    Code{"E4324", "the run length of these rules has no Markov chain", "Leave out trend and alternating, or simulate the chart."},
    Code{"E4325", "a run length did not converge", "A model could not answer. Make the weight larger or the decision smaller."},
    Code{"E4326", "a feedback cannot tell its actuators apart", "Give one actuator for each target, each with an effect of its own."},
    Code{"E4330", "a bath cannot give the CdS that the recipe wants", "Run the web slower, dose more or begin with more cadmium."},
    Code{"E4340", "a beam that cuts a scribe as wide as wanted leaves a residue below it", "Take a smaller spot, closer pulses or more depth per pulse."},
    Code{"E4401", "two segments of a market have one name", "Rename one of the two."},
    Code{"E4402", "a segment of a market names no product", "Name a product of the plan under 'product'."},
    Code{"E4403", "a market has no segment", "Give at least one segment, or leave 'segments' out to use those of the base."},
    Code{"E4404", "a backlog does not fit its market", "Give one value for each segment."},
    Code{"E4406", "shifts would be added and dropped at once", "Make ramp.drop_shift_backlog less than ramp.add_shift_backlog: between the two nothing changes."},
    Code{"E4407", "two purchases of tools have one name", "Rename one of the two."},
    Code{"E4408", "a purchase of tools names no station", "Name the station of the line that gets the tools under 'station'."},
    Code{"E4409", "two cost steps have one name, or one is called 'plant'", "Name each step like its station, once; 'plant' is kept for what no station causes."},
    Code{"E4410", "a life or a working week is not above 0", "Write the time over which tools are written off, or that staff work in a week."},
    Code{"E4411", "there are tools at a step without costs", "Give costs for this step under cost.steps, or correct its name."},
    Code{"E4412", "probabilities of scenarios do not sum to 1", "Give each scenario of market.scenarios its probability; together they are 100 %."},
    Code{"E4413", "a scenario, or a segment of one, that the market does not have", "Name a segment of market.segments, or a scenario of market.scenarios."},
    Code{"E4414", "a material has no price", "Give the price of a kilogram under cost.materials."},
    Code{"E4501", "a line has no station", "Give at least one station, or leave 'stations' out to use those of the base."},
    Code{"E4502", "a station has no name, or two have one", "Give each station a name of its own: costs and figures are kept by it."},
    Code{"E4503", "a web station stands behind one that takes sheets or modules", "Put web stations first: a roll is cut behind the last of them."},
    Code{"E4504", "a station is unknown", "The note lists those of the line, or the nearest one."},
    Code{"E4505", "a station makes no sense", "A platen has at least one place before it, and the leaders at both ends are shorter than a roll."},
    Code{"E4506", "a module is larger than a platen takes", "A model could not answer. Make the product smaller, or the platen or its highest fill larger."},
    Code{"E5101", "a run store cannot be opened", "Check that the folder is a run made by 'heliofab run' and that you may read it."},
    Code{"E5102", "a run store has an unknown schema version", "A newer program wrote it: read it with that one, or run the plan again with this one."},
    Code{"E5103", "a folder holds a run already", "Name another folder, or delete this one if the run is not wanted any more."},
    Code{"E5104", "a run store cannot be written", "Check that you may write there and that the disk is not full. Batches finished before stay readable."},
    Code{"E6101", "no stripe fits onto a product", "Make the pitch smaller or the product wider."},
    Code{"E6102", "a gap profile cannot have the mean given", "Choose front_ratio, notch_ratio and back_ratio of the absorber so that the sum of the first two lies below 2 and that of the last two above, or the other way round."},
    Code{"E6103", "a plan has no product", "Give at least one product, or leave 'products' out to use those of the base."},
    Code{"E6104", "a product is longer than a roll", "Make the product or its margin shorter, or line.roll_length longer."},
    Code{"E6105", "a segment of the market names a product that the plan lacks", "Name one of fab.products, or add the product."},
    Code{"E6106", "a station has no costs", "Add it under fab.cost.steps, with zeros if it costs nothing."},
    Code{"E6107", "the bins of the flash test have no edges, or edges out of order", "Give the lower edges of the bins in rising order."},
    Code{"E6108", "the window of CGI is empty", "Make physics.cgi_low less than physics.cgi_high."},
    Code{"E6109", "a target names an input that there is not", "Write the path of the fitted constant below fab: process.physics.lifetime."},
    Code{"E6110", "two targets name one fitted constant", "One constant meets one target: delete 'fitted_by' of the other."},
    Code{"E6111", "a constant is marked as fitted, but no target names it", "Name it under fab.targets, as 'fitted_by' of the figure it was adjusted to, or take 'fitted' out of its grade."},
    Code{"E6112", "a line has no sheet station named 'flash'", "Add one: modules are measured there."},
    Code{"E6113", "a line does not begin with a web station", "Put a station of kind 'web' first: a fab begins with rolls."},
    Code{"E6114", "the aperture is wider than the web", "Make process.aperture_width smaller or process.web_width larger."},
    Code{"E6115", "a line starts with more shifts than it may work", "Make line.shifts.count smaller or ramp.max_shifts larger."},
    Code{"E6116", "the shifts do not fit into a day", "Make line.shifts.length or ramp.max_shifts smaller: 24 h hold all of them."},
    Code{"E6117", "a profile makes no sense", "One value, two or more with a place each if they are not evenly spaced, three for a parabola, two for an exponential; 'heliofab explain cell.layers.*.gap' shows the keys."},
    Code{"E6118", "a level has no or two kinds of capture", "Give tau_n and tau_p, or sigma_n and sigma_p with a density."},
    Code{"E6119", "parts of a cell or a module do not fit together", "The message names the key that is missing or does not fit the others."},
    Code{"E6120", "a table of a module is no map or no J-V", "The message names the file. A map has one row for each point of a grid; a J-V has each voltage once for each light."},
    Code{"E6130", "learning names a key that it cannot move", "Name a number under fab.process.tools (not what tools are tuned by), fab.process.defects, fab.process.variation, fab.line.stations.*.breakdowns, fab.flash or fab.cost; 'heliofab check FILE --print' shows them."},
    Code{"E6131", "learning names a value that its key does not take", "Write it with a unit of the key and within its range; 'heliofab explain KEY' shows both."},
    Code{"E6132", "two learning curves move one key", "Keep one of them."},
    Code{"E6133", "an uncertainty names no number of the plan", "Write the path of a number below fab: or the beginning of several, as market.segments; 'heliofab check FILE --print' shows them."},
    Code{"E6134", "prices of bins do not fit the bins", "Give one for each edge of flash.bin_edges; lowest_bin is less than their number."},
    Code{"E6201", "the folder with spectra and optical constants is not found", "Set the environment variable HELIOFAB_DATA to the folder data/ of Heliofab."},
    Code{"E6202", "no command knows this kind of input", "Kinds are fab, cell, film and module."},
    Code{"E6203", "no error has this code", "Copy the code from the message: E or W and four digits."},
    Code{"E6204", "a command or an option is unknown or incomplete", "'heliofab --help' lists the commands; 'heliofab COMMAND --help' shows options with examples."},
    Code{"E6205", "a variation is neither a range nor a list", "Write --vary 'KEY=FROM:TO:COUNT', with ':log' behind it for equal factors, or 'KEY=[A, B, C]'. With --samples a range needs no count; --over takes 'KEY=FROM:TO' alone."},
    Code{"E6206", "an input of this type cannot be varied", "Numbers, counts, choices and flags can; 'heliofab explain KEY' shows the type of a key."},
    Code{"E6207", "a sweep has no point or too many", "Take fewer values of each input, or --samples N in place of the whole grid. 100,000 points are the most."},
    Code{"E6208", "a goal is no figure of this file", "The note lists its figures; they are those of 'heliofab module --json', 'cell --json' or of a sweep."},
    Code{"E6209", "no design within the bounds has an answer", "The note says why one of them had none. Bring the bounds of --over closer to the file's own values."},
    Code{"E6210", "a ramp needs replications", "Give --samples 2 or more, and a length of the plan of a month or more."},
    Code{"W4314", "the web is hotter than it stands", "A warning: it shrinks and wrinkles. Lower recipe.absorber.substrate_temperature or the offset of the zone that is named; evaporator.web_limit says what the web stands, for polyimide about 480 degC."},
};
// clang-format on

constexpr bool is_ascending() {
  for (std::size_t i = 1; i < codes.size(); ++i) {
    if (!(codes[i - 1].code < codes[i].code)) {
      return false;
    }
  }
  return true;
}
static_assert(is_ascending());

}  // namespace

std::span<const Code> all_codes() noexcept { return codes; }

const Code* find_code(std::string_view code) noexcept {
  const auto same = [](char a, char b) {
    return a == static_cast<char>(std::toupper(static_cast<unsigned char>(b)));
  };
  const auto found = std::ranges::find_if(
      codes, [&](const Code& known) { return std::ranges::equal(known.code, code, same); });
  return found == codes.end() ? nullptr : &*found;
}

}  // namespace heliofab::io
