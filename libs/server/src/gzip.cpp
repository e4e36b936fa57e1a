// SPDX-License-Identifier: Apache-2.0
#include "gzip.hpp"

#include <array>

#include <zlib.h>

#include "heliofab/core/check.hpp"

namespace heliofab::server {

namespace {

constexpr int gzip_window = 15 + 16;  // zlib's way to say "gzip", with the largest window
constexpr int level =
    3;  // of rows of numbers: 200 MB/s at a quarter of the size; 6 is half as fast

z_stream stream_of(std::string_view text) {
  z_stream stream{};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): zlib does not write there
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  return stream;
}

template <class Step>
std::string pumped(z_stream& stream, Step step) {
  std::string out;
  std::array<char, 64 * 1024> buffer;
  int result = Z_OK;
  while (result == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    result = step();
    out.append(buffer.data(), buffer.size() - stream.avail_out);
  }
  HELIOFAB_CHECK(result == Z_STREAM_END);
  return out;
}

}  // namespace

std::string compressed(std::string_view text) {
  z_stream stream = stream_of(text);
  HELIOFAB_CHECK(deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) ==
                 Z_OK);
  std::string out = pumped(stream, [&] { return deflate(&stream, Z_FINISH); });
  deflateEnd(&stream);
  return out;
}

std::string expanded(std::string_view gzip) {
  z_stream stream = stream_of(gzip);
  HELIOFAB_CHECK(inflateInit2(&stream, gzip_window) == Z_OK);
  std::string out = pumped(stream, [&] { return inflate(&stream, Z_NO_FLUSH); });
  inflateEnd(&stream);
  return out;
}

}  // namespace heliofab::server
