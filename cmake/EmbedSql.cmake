# SPDX-License-Identifier: Apache-2.0
# Numbered .sql files become part of a library: no file is looked for at run time.
include_guard()

# heliofab_embed_sql(store schema)
#
# Adds <folder>/001_*.sql, 002_*.sql, ... in this order to the library as
# `extern const std::span<const std::string_view> schema_sql` in namespace heliofab::<library>.
function(heliofab_embed_sql library folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.sql)
  list(SORT files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(number 0)
  set(texts "")
  foreach(file IN LISTS files)
    math(EXPR number "${number} + 1")
    get_filename_component(name ${file} NAME)
    if(NOT name MATCHES "^0*${number}_")
      message(FATAL_ERROR "${file}: schema files are numbered without gap, wanted number ${number}")
    endif()
    file(READ ${file} text)
    string(APPEND texts "    // ${name}\n    R\"sql(${text})sql\",\n")
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${folder}_sql.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
"#include <array>
#include <span>
#include <string_view>

namespace heliofab::@library@ {
namespace {
constexpr std::array<std::string_view, @number@> @folder@_texts{
@texts@};
}
extern const std::span<const std::string_view> @folder@_sql;
const std::span<const std::string_view> @folder@_sql = @folder@_texts;
}
")
  target_sources(heliofab_${library} PRIVATE ${source})
endfunction()
