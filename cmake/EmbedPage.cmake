# SPDX-License-Identifier: Apache-2.0
# The built page becomes part of a library: no file is looked for at run time.
include_guard()

# heliofab_embed_page(server ${PROJECT_SOURCE_DIR}/tour/dist)
#
# Adds every file below <folder>, compressed, to the library as
# `extern const std::span<const EmbeddedFile> embedded_files` in namespace heliofab::<library>. An assembler
# includes the bytes: of half a megabyte in 0.05 s, which a table of numbers takes a second for. Without
# index.html there the list is empty, and the program says how the page is built.
function(heliofab_embed_page library folder)
  set(assembly "  .section .rodata\n")
  set(declared "")
  set(rows "")
  set(number 0)
  set(all_packed "")
  file(GLOB index CONFIGURE_DEPENDS ${folder}/index.html)
  if(index)
    # Names below assets/ change with their content, so that index.html changes with each of them.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${index})
    find_program(HELIOFAB_GZIP gzip REQUIRED)
    file(GLOB_RECURSE files RELATIVE ${folder} ${folder}/*)
    list(FILTER files EXCLUDE REGEX "\\.map$")
    foreach(file IN LISTS files)
      math(EXPR number "${number} + 1")
      set(packed ${CMAKE_CURRENT_BINARY_DIR}/page/${number}.gz)
      file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/page)
      execute_process(COMMAND ${HELIOFAB_GZIP} -9nc ${folder}/${file} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
      list(APPEND all_packed ${packed})
      string(APPEND assembly
        "heliofab_page_${number}:\n  .incbin \"${packed}\"\n"
        "  .globl heliofab_page_${number}\n"
        "  .globl heliofab_page_${number}_end\nheliofab_page_${number}_end:\n  .byte 0\n")
      string(APPEND declared "extern const char heliofab_page_${number};\nextern const char heliofab_page_${number}_end;\n")
      string(APPEND rows "    {\"${file}\", &heliofab_page_${number}, &heliofab_page_${number}_end},\n")
    endforeach()
    message(STATUS "tour: ${number} files of tour/dist become part of heliofab")
  else()
    message(STATUS "tour: no tour/dist/index.html, so that heliofab tour has no page; tools/build-tour makes it")
  endif()
  string(APPEND assembly "  .section .note.GNU-stack,\"\",%progbits\n")
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/page.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/page.cpp @ONLY CONTENT
"#include <array>
#include <span>

#include \"embedded_page.hpp\"

extern \"C\" {
@declared@}

namespace heliofab::@library@ {
namespace {
const std::array<EmbeddedFile, @number@> page_files{{
@rows@}};
}
const std::span<const EmbeddedFile> embedded_files = page_files;
}
")
  target_sources(heliofab_${library} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/page.S ${CMAKE_CURRENT_BINARY_DIR}/page.cpp)
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/page.S PROPERTIES
    OBJECT_DEPENDS "${all_packed}" SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
