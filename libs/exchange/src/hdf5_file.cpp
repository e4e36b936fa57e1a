// SPDX-License-Identifier: Apache-2.0
#include "hdf5_file.hpp"

#include <algorithm>
#include <limits>
#include <system_error>

#include <fmt/format.h>
#include <hdf5_hl.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::exchange {

namespace {

Hdf5Handle text_type() {
  Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.id(), H5T_VARIABLE);
  H5Tset_cset(type.id(), H5T_CSET_UTF8);
  return type;
}

std::string last_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// Readers of netCDF-4 list what is in a group in the order in which it was made, if it is kept.
Hdf5Handle keeps_order(hid_t list_class) {
  Hdf5Handle list(H5Pcreate(list_class), H5Pclose);
  H5Pset_link_creation_order(list.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  return list;
}

// Chunks of the last dimensions, whole as long as they have at most about a MiB, and packed.
Hdf5Handle packed_in_chunks(const std::vector<hsize_t>& sizes) {
  constexpr hsize_t most = 131'072;
  std::vector<hsize_t> chunk = sizes;
  hsize_t count = 1;
  for (std::size_t i = chunk.size(); i > 0; --i) {
    chunk[i - 1] = std::clamp<hsize_t>(most / count, 1, chunk[i - 1]);
    count *= chunk[i - 1];
  }
  Hdf5Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_attr_creation_order(list.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  if (std::ranges::find(sizes, hsize_t{0}) == sizes.end()) {
    H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data());
    H5Pset_shuffle(list.id());
    constexpr unsigned level = 4;
    H5Pset_deflate(list.id(), level);
  }
  return list;
}

std::size_t count_of(const Values& values) {
  return std::visit([](const auto& v) { return v.size(); }, values);
}

}  // namespace

Hdf5Handle::~Hdf5Handle() {
  if (id_ >= 0) {
    close_(id_);
  }
}

Hdf5Handle& Hdf5Handle::operator=(Hdf5Handle&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Hdf5File::Hdf5File(std::filesystem::path file)
    : file_(std::move(file)), part_(file_.string() + ".part") {
  H5Eget_auto2(H5E_DEFAULT, &print_, &print_data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  try {
    const Hdf5Handle order = keeps_order(H5P_FILE_CREATE);
    handle_ = Hdf5Handle(check(H5Fcreate(part_.c_str(), H5F_ACC_TRUNC, order.id(), H5P_DEFAULT)),
                         H5Fclose);
  } catch (...) {
    H5Eset_auto2(H5E_DEFAULT, print_, print_data_);
    throw;
  }
}

Hdf5File::~Hdf5File() {
  dimensions_.clear();
  handle_ = Hdf5Handle();
  H5Eset_auto2(H5E_DEFAULT, print_, print_data_);
  if (!is_done_) {
    std::error_code ignored;
    std::filesystem::remove(part_, ignored);
  }
}

hid_t Hdf5File::check(hid_t result) const {
  if (result < 0) {
    throw StorageError("E5104",
                       fmt::format("'{}' cannot be written as HDF5; see that its folder is there, "
                                   "that you may write in it and that the disk is not full",
                                   file_.string()));
  }
  return result;
}

void Hdf5File::add_group(const std::string& name) {
  const Hdf5Handle order = keeps_order(H5P_GROUP_CREATE);
  const Hdf5Handle group(
      check(H5Gcreate2(handle_.id(), name.c_str(), H5P_DEFAULT, order.id(), H5P_DEFAULT)),
      H5Gclose);
}

void Hdf5File::add_attribute(const std::string& group, const std::string& name,
                             const std::string& text) {
  const Hdf5Handle opened(
      check(H5Gopen2(handle_.id(), group.empty() ? "/" : group.c_str(), H5P_DEFAULT)), H5Gclose);
  describe(opened.id(), {{name, text}});
}

void Hdf5File::describe(hid_t object, const Attributes& attributes) {
  const Hdf5Handle type = text_type();
  const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  for (const auto& [name, text] : attributes) {
    if (text.empty()) {
      continue;
    }
    const Hdf5Handle attribute(
        check(H5Acreate2(object, name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT)),
        H5Aclose);
    const char* const pointer = text.c_str();
    check(H5Awrite(attribute.id(), type.id(), &pointer));
  }
}

Hdf5Handle Hdf5File::make_dataset(const std::string& path, const std::vector<hsize_t>& sizes,
                                  const Values& values) {
  const Hdf5Handle space(
      check(H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr)), H5Sclose);
  const Hdf5Handle list = packed_in_chunks(sizes);
  const Hdf5Handle texts = text_type();
  const auto make = [&](hid_t type) {
    return Hdf5Handle(check(H5Dcreate2(handle_.id(), path.c_str(), type, space.id(), H5P_DEFAULT,
                                       list.id(), H5P_DEFAULT)),
                      H5Dclose);
  };
  const auto write = [&](const Hdf5Handle& set, hid_t type, const void* data) {
    check(H5Dwrite(set.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data));
  };
  if (const auto* numbers = std::get_if<std::vector<double>>(&values)) {
    Hdf5Handle set = make(H5T_IEEE_F64LE);
    write(set, H5T_NATIVE_DOUBLE, numbers->data());
    return set;
  }
  if (const auto* counts = std::get_if<std::vector<std::int64_t>>(&values)) {
    Hdf5Handle set = make(H5T_STD_I64LE);
    write(set, H5T_NATIVE_INT64, counts->data());
    return set;
  }
  std::vector<const char*> pointers;
  for (const std::string& text : std::get<std::vector<std::string>>(values)) {
    pointers.push_back(text.c_str());
  }
  Hdf5Handle set = make(texts.id());
  write(set, texts.id(), pointers.data());
  return set;
}

void Hdf5File::add_dimension(const std::string& path, const Values& values,
                             const Attributes& attributes) {
  const hsize_t size = count_of(values);
  Dimension added{path, size, make_dataset(path, {size}, values)};
  check(H5DSset_scale(added.scale.id(), last_name(path).c_str()));
  describe(added.scale.id(), attributes);
  dimensions_.push_back(std::move(added));
}

const Hdf5File::Dimension& Hdf5File::dimension(const std::string& path) const {
  const auto found = std::ranges::find(dimensions_, path, &Dimension::path);
  HELIOFAB_CHECK(found != dimensions_.end());
  return *found;
}

void Hdf5File::add_variable(const std::string& path, const std::vector<std::string>& dimensions,
                            const Values& values, const Attributes& attributes) {
  std::vector<hsize_t> sizes;
  hsize_t count = 1;
  for (const std::string& name : dimensions) {
    sizes.push_back(dimension(name).size);
    count *= sizes.back();
  }
  HELIOFAB_CHECK(count == count_of(values));
  const Hdf5Handle set = make_dataset(path, sizes, values);
  for (std::size_t i = 0; i < dimensions.size(); ++i) {
    check(
        H5DSattach_scale(set.id(), dimension(dimensions[i]).scale.id(), static_cast<unsigned>(i)));
  }
  if (std::holds_alternative<std::vector<double>>(values)) {
    // As CF wants it, of the type of the values.
    const hsize_t one = 1;
    const Hdf5Handle space(H5Screate_simple(1, &one, nullptr), H5Sclose);
    const Hdf5Handle fill(check(H5Acreate2(set.id(), "_FillValue", H5T_IEEE_F64LE, space.id(),
                                           H5P_DEFAULT, H5P_DEFAULT)),
                          H5Aclose);
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    check(H5Awrite(fill.id(), H5T_NATIVE_DOUBLE, &nothing));
  }
  describe(set.id(), attributes);
}

void Hdf5File::finish() {
  dimensions_.clear();
  check(H5Fflush(handle_.id(), H5F_SCOPE_GLOBAL));
  handle_ = Hdf5Handle();
  std::error_code failed;
  std::filesystem::rename(part_, file_, failed);
  check(failed ? -1 : 0);
  is_done_ = true;
}

}  // namespace heliofab::exchange
