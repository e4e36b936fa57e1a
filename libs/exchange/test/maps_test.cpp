// SPDX-License-Identifier: Apache-2.0
// What was written, read back by the HDF5 library alone.
#include "heliofab/exchange/maps.hpp"

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include "heliofab/core/error.hpp"
#include "sample_run.hpp"

namespace heliofab::exchange {
namespace {

using testing::ElementsAre;

class Maps : public testing::Test {
 protected:
  void SetUp() override {
    sizes_ = write_maps(run_.file(), path());
    file_ = H5Fopen(path().c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    ASSERT_GE(file_, 0);
  }
  void TearDown() override {
    H5Fclose(file_);
    EXPECT_EQ(H5Fget_obj_count(static_cast<hid_t>(H5F_OBJ_ALL), H5F_OBJ_ALL), 0) << "left open";
  }
  fs::path path() const { return run_.folder() / "maps.h5"; }

  std::vector<hsize_t> shape_of(const char* name) const {
    const hid_t set = H5Dopen2(file_, name, H5P_DEFAULT);
    const hid_t space = H5Dget_space(set);
    std::vector<hsize_t> shape(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
    H5Sget_simple_extent_dims(space, shape.data(), nullptr);
    H5Sclose(space);
    H5Dclose(set);
    return shape;
  }
  template <class T>
  std::vector<T> values_of(const char* name, hid_t type) const {
    std::size_t count = 1;
    for (const hsize_t n : shape_of(name)) {
      count *= n;
    }
    std::vector<T> values(count);
    const hid_t set = H5Dopen2(file_, name, H5P_DEFAULT);
    EXPECT_GE(H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
    H5Dclose(set);
    return values;
  }
  std::vector<double> numbers_of(const char* name) const {
    return values_of<double>(name, H5T_NATIVE_DOUBLE);
  }
  std::vector<std::int64_t> counts_of(const char* name) const {
    return values_of<std::int64_t>(name, H5T_NATIVE_INT64);
  }
  std::string attribute_of(const char* object, const char* name) const {
    const hid_t attribute = H5Aopen_by_name(file_, object, name, H5P_DEFAULT, H5P_DEFAULT);
    const hid_t type = H5Aget_type(attribute);
    char* text = nullptr;
    H5Aread(attribute, type, static_cast<void*>(&text));
    const std::string copy = text == nullptr ? "" : text;
    H5free_memory(text);
    H5Tclose(type);
    H5Aclose(attribute);
    return copy;
  }
  // Names of the dimension scales of a variable.
  std::vector<std::string> dimensions_of(const char* name) const {
    const hid_t set = H5Dopen2(file_, name, H5P_DEFAULT);
    std::vector<std::string> names;
    const auto keep = [](hid_t, unsigned, hid_t scale, void* out) -> herr_t {
      std::array<char, 64> text{};
      H5DSget_scale_name(scale, text.data(), text.size());
      static_cast<std::vector<std::string>*>(out)->emplace_back(text.data());
      return 0;
    };
    for (unsigned i = 0; i < shape_of(name).size(); ++i) {
      H5DSiterate_scales(set, i, nullptr, keep, &names);
    }
    H5Dclose(set);
    return names;
  }

  SampleRun run_;
  MapSizes sizes_;
  hid_t file_ = -1;
};

TEST_F(Maps, NameTheirDimensions) {
  EXPECT_THAT(dimensions_of("flash_aperture_efficiency"), ElementsAre("roll", "position", "lane"));
  EXPECT_THAT(dimensions_of("roll_started"), ElementsAre("roll"));
  EXPECT_THAT(dimensions_of("modules/flash_bin"), ElementsAre("module"));
  EXPECT_THAT(dimensions_of("readings/value"), ElementsAre("reading"));
  EXPECT_THAT(shape_of("cgi"), ElementsAre(2, 4, 2));
  EXPECT_EQ(sizes_.rolls, 2);
  EXPECT_EQ(sizes_.positions, 4);
  EXPECT_EQ(sizes_.modules, 5);
}

TEST_F(Maps, HaveCoordinates) {
  EXPECT_THAT(counts_of("roll"), ElementsAre(1, 3));
  EXPECT_THAT(counts_of("lane"), ElementsAre(0, 1));
  EXPECT_THAT(numbers_of("position"), ElementsAre(0.5, 1.5, 2.5, 3.5));
  EXPECT_THAT(counts_of("modules/module"), ElementsAre(1, 2, 3, 4, 5));
}

// Steps of 1 m: roll 1 has modules over the middles 0.5 (lane 0), 1.5 (lane 1), 2.5 (lane 0), roll
// 3 one over 1.5 and 2.5 and another over 3.5. Everything else is NaN.
TEST_F(Maps, PutEveryModuleWhereItLies) {
  const double none = NAN;
  const std::vector<double> cgi{0.81, none, none, 0.82, 0.83, none, none, none,   // roll 1
                                none, none, 0.84, none, 0.84, none, 0.85, none};  // roll 3
  EXPECT_THAT(numbers_of("cgi"), testing::Pointwise(testing::NanSensitiveDoubleEq(), cgi));
  // The one that was not flashed has a film and no flash.
  EXPECT_TRUE(std::isnan(numbers_of("flash_aperture_efficiency")[14]));
  EXPECT_DOUBLE_EQ(numbers_of("flash_aperture_efficiency")[10], 0.14);
}

TEST_F(Maps, SayUnitsAndMeanings) {
  EXPECT_EQ(attribute_of("/", "Conventions"), "CF-1.10");
  EXPECT_EQ(attribute_of("/", "title"), "a sample");
  EXPECT_EQ(attribute_of("cgi", "units"), "1");
  EXPECT_EQ(attribute_of("cgi", "long_name"), "cgi of the module there, Cu / (Ga + In)");
  EXPECT_EQ(attribute_of("tco_ohm_sq", "units"), "ohm");
  EXPECT_EQ(attribute_of("position", "units"), "m");
  EXPECT_EQ(attribute_of("roll_started", "units"), "microseconds since 1970-01-01 00:00:00");
}

TEST_F(Maps, KeepModulesOneByOne) {
  EXPECT_THAT(counts_of("modules/roll"), ElementsAre(1, 1, 1, 3, 3));
  EXPECT_DOUBLE_EQ(numbers_of("modules/flash_aperture_efficiency")[1], 0.12);
  const hid_t set = H5Dopen2(file_, "modules/flash_bin", H5P_DEFAULT);
  const hid_t type = H5Dget_type(set);
  std::vector<char*> texts(5);
  H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<void*>(texts.data()));
  EXPECT_STREQ(texts[0], "größte");
  EXPECT_STREQ(texts[4], "");
  for (char* text : texts) {
    H5free_memory(text);
  }
  H5Tclose(type);
  H5Dclose(set);
  EXPECT_DOUBLE_EQ(numbers_of("readings/value")[0], 0.87);
}

TEST(MapsOfNothing, AreAFileToo) {
  const SampleRun run;
  const fs::path empty = run.folder() / "empty.sqlite";
  store::RunStore::create(empty, {});
  const MapSizes sizes = write_maps(empty, run.folder() / "empty.h5");
  EXPECT_EQ(sizes.modules, 0);
  EXPECT_GT(H5Fis_hdf5((run.folder() / "empty.h5").c_str()), 0);
}

TEST(MapsNowhere, SayWhy) {
  const SampleRun run;
  EXPECT_THROW(write_maps(run.file(), run.folder() / "nowhere" / "m.h5"), StorageError);
  EXPECT_FALSE(fs::exists(run.folder() / "nowhere"));
}

}  // namespace
}  // namespace heliofab::exchange
