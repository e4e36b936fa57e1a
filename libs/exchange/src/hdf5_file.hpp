// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <hdf5.h>

namespace heliofab::exchange {

/// Values of a variable, in the order of C: the last dimension runs fastest.
using Values =
    std::variant<std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>>;

/// Texts beside a variable: {"units", "m"}. Empty ones are left out.
using Attributes = std::vector<std::pair<std::string, std::string>>;

/// Closes what the HDF5 library opened.
class Hdf5Handle {
 public:
  Hdf5Handle() = default;
  Hdf5Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
  ~Hdf5Handle();
  Hdf5Handle(Hdf5Handle&& other) noexcept
      : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept;
  hid_t id() const noexcept { return id_; }

 private:
  hid_t id_ = -1;
  herr_t (*close_)(hid_t) = nullptr;
};

/// A new HDF5 file as netCDF-4 writes them: dimensions are dimension scales, and every variable
/// names its own. Written beside its place and renamed by `finish`.
///
/// Every function throws StorageError E5104 when the library cannot do it; the library itself says
/// nothing on standard error.
class Hdf5File {
 public:
  explicit Hdf5File(std::filesystem::path file);
  ~Hdf5File();
  Hdf5File(const Hdf5File&) = delete;
  Hdf5File& operator=(const Hdf5File&) = delete;

  /// "" is the root.
  void add_group(const std::string& name);
  void add_attribute(const std::string& group, const std::string& name, const std::string& text);
  /// A dimension with its coordinate variable of the same name. `path` is "roll" or
  /// "modules/module".
  void add_dimension(const std::string& path, const Values& values, const Attributes& attributes);
  /// @param dimensions  paths of dimensions, slowest first; their sizes multiply to those of values
  void add_variable(const std::string& path, const std::vector<std::string>& dimensions,
                    const Values& values, const Attributes& attributes);
  void finish();

 private:
  Hdf5Handle make_dataset(const std::string& path, const std::vector<hsize_t>& sizes,
                          const Values& values);
  void describe(hid_t object, const Attributes& attributes);
  hid_t check(hid_t result) const;

  struct Dimension {
    std::string path;
    hsize_t size = 0;
    Hdf5Handle scale;
  };
  const Dimension& dimension(const std::string& path) const;

  std::filesystem::path file_;
  std::filesystem::path part_;
  H5E_auto2_t print_ = nullptr;  // what the library did with its errors before
  void* print_data_ = nullptr;
  Hdf5Handle handle_;
  std::vector<Dimension> dimensions_;
  bool is_done_ = false;
};

}  // namespace heliofab::exchange
