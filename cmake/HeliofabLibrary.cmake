# SPDX-License-Identifier: Apache-2.0
# One line per library, and the floors of the house.
include_guard()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_UNITY_BUILD_BATCH_SIZE 16)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
# Dev: optimised with assertions. Results are the same in both: no contraction, no fast math.
set(CMAKE_CXX_FLAGS_DEV "-O2 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_EXE_LINKER_FLAGS_DEV "")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(heliofab_flags INTERFACE)
target_compile_options(heliofab_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wdouble-promotion -Werror
  -Wno-missing-field-initializers  # members left out of a designated initializer keep their defaults
  -ffp-contract=off -fno-math-errno)
if(HELIOFAB_SANITIZE)
  # GCC 12 takes std::function in <regex> for uninitialized when it is instrumented.
  target_compile_options(heliofab_flags INTERFACE
    -fsanitize=${HELIOFAB_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  string(REPLACE ",fuzzer-no-link" "" HELIOFAB_SANITIZE_LINK "${HELIOFAB_SANITIZE}")
  target_link_options(heliofab_flags INTERFACE -fsanitize=${HELIOFAB_SANITIZE_LINK})
endif()

# The floors. A library may depend on lower floors only.
set(HELIOFAB_FLOOR_core 0)
set(HELIOFAB_FLOOR_materials 1)
set(HELIOFAB_FLOOR_io 1)
set(HELIOFAB_FLOOR_optics 2)
set(HELIOFAB_FLOOR_device 3)
set(HELIOFAB_FLOOR_process 4)
set(HELIOFAB_FLOOR_module 4)
set(HELIOFAB_FLOOR_market 4)
set(HELIOFAB_FLOOR_plant 5)
set(HELIOFAB_FLOOR_field 5)
set(HELIOFAB_FLOOR_twin 6)
set(HELIOFAB_FLOOR_store 7)
set(HELIOFAB_FLOOR_report 8)
set(HELIOFAB_FLOOR_exchange 8)
set(HELIOFAB_FLOOR_server 9)

# heliofab_library(optics DEPENDS core materials PRIVATE Eigen3::Eigen TEST_DEPENDS io)
#
# Builds src/*.cpp as the static library heliofab_<name> whose public headers are in include/.
# test/*_test.cpp become <name>_test, bench/*_bench.cpp become <name>_bench. DEPENDS are Heliofab
# libraries seen in public headers; PRIVATE are other targets for src/, test/ and bench/ alone. Suites named
# by TOGETHER share costly results and run as one test; those named by SLOW carry that label.
# A header becomes visible only through DEPENDS, so an include of a higher floor does not compile.
function(heliofab_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PRIVATE;TEST_DEPENDS;TOGETHER;SLOW" ${ARGN})
  if(NOT DEFINED HELIOFAB_FLOOR_${name})
    message(FATAL_ERROR "library '${name}' has no floor; give it one in cmake/HeliofabLibrary.cmake")
  endif()
  foreach(dependency ${ARG_DEPENDS})
    if(NOT HELIOFAB_FLOOR_${dependency} LESS HELIOFAB_FLOOR_${name})
      message(FATAL_ERROR "${name} (floor ${HELIOFAB_FLOOR_${name}}) may not depend on "
        "${dependency} (floor ${HELIOFAB_FLOOR_${dependency}})")
    endif()
  endforeach()

  file(GLOB sources CONFIGURE_DEPENDS src/*.cpp)
  add_library(heliofab_${name} STATIC ${sources})
  target_include_directories(heliofab_${name} PUBLIC include PRIVATE src)
  list(TRANSFORM ARG_DEPENDS PREPEND heliofab_ OUTPUT_VARIABLE depends)
  target_link_libraries(heliofab_${name} PUBLIC ${depends} PRIVATE heliofab_flags ${ARG_PRIVATE})

  if(HELIOFAB_TESTS)
    heliofab_tests(${name} DEPENDS ${name} ${ARG_TEST_DEPENDS} PRIVATE ${ARG_PRIVATE}
      TOGETHER ${ARG_TOGETHER} SLOW ${ARG_SLOW})
    if(NOT CMAKE_UNITY_BUILD)
      heliofab_header_check(${name})
    endif()
  endif()
  file(GLOB benches CONFIGURE_DEPENDS bench/*_bench.cpp)
  if(HELIOFAB_BENCH AND benches)
    add_executable(${name}_bench ${benches})
    target_include_directories(${name}_bench PRIVATE bench)
    list(TRANSFORM ARG_TEST_DEPENDS PREPEND heliofab_ OUTPUT_VARIABLE test_depends)
    target_link_libraries(${name}_bench PRIVATE heliofab_${name} ${test_depends} heliofab_flags
      benchmark::benchmark benchmark::benchmark_main ${ARG_PRIVATE})
    target_compile_definitions(${name}_bench PRIVATE HELIOFAB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  endif()
endfunction()

# Every test/*_test.cpp of the current folder in one executable, discovered by CTest.
function(heliofab_tests name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PRIVATE;TOGETHER;SLOW" ${ARGN})
  file(GLOB tests CONFIGURE_DEPENDS test/*_test.cpp)
  if(NOT tests)
    return()
  endif()
  list(TRANSFORM ARG_DEPENDS PREPEND heliofab_ OUTPUT_VARIABLE depends)
  add_executable(${name}_test ${tests})
  target_link_libraries(${name}_test PRIVATE ${depends} ${ARG_PRIVATE} heliofab_flags
    rapidcheck rapidcheck_gtest GTest::gmock GTest::gtest GTest::gtest_main)
  target_compile_definitions(${name}_test PRIVATE HELIOFAB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  # rapidcheck's own headers are not warning-clean
  target_compile_options(${name}_test PRIVATE -Wno-conversion -Wno-shadow)
  set(properties TIMEOUT 600 ENVIRONMENT "RC_PARAMS=seed=20100512")
  set(others "*-")
  foreach(suite ${ARG_TOGETHER})
    string(APPEND others "${suite}.*:")
    add_test(NAME ${name}.${suite} COMMAND ${name}_test --gtest_filter=${suite}.*)
    set_tests_properties(${name}.${suite} PROPERTIES ${properties} TIMEOUT 3600)
  endforeach()
  foreach(suite ${ARG_SLOW})
    string(APPEND others "${suite}.*:")
    gtest_discover_tests(${name}_test DISCOVERY_TIMEOUT 60 TEST_FILTER ${suite}.*
      TEST_LIST ${name}_${suite} PROPERTIES ${properties} LABELS slow)
  endforeach()
  gtest_discover_tests(${name}_test DISCOVERY_TIMEOUT 60 TEST_FILTER ${others}
    PROPERTIES ${properties})
endfunction()

# Each public header compiles alone.
function(heliofab_header_check name)
  file(GLOB headers CONFIGURE_DEPENDS include/heliofab/${name}/*.hpp)
  set(units)
  foreach(header ${headers})
    get_filename_component(stem ${header} NAME_WE)
    set(unit ${CMAKE_CURRENT_BINARY_DIR}/headers/${stem}.cpp)
    file(CONFIGURE OUTPUT ${unit} CONTENT "#include \"heliofab/${name}/${stem}.hpp\"\n" @ONLY)
    list(APPEND units ${unit})
  endforeach()
  if(units)
    add_library(${name}_headers OBJECT ${units})
    target_link_libraries(${name}_headers PRIVATE heliofab_${name} heliofab_flags)
    set_target_properties(${name}_headers PROPERTIES UNITY_BUILD OFF)
  endif()
endfunction()
