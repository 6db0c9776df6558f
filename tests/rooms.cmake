# interleave_test(<path/of/unit> ROOMS base trace ui_timeline … [SOURCES a.cpp …] [QT Widgets …] [LINKS …]
#                [LABELS slow …] [TIMEOUT s])
#
# Builds tst_<unit>.cpp of the calling folder, which is tests/<path/of>, into the executable tst_<unit> there, and
# registers it with CTest as <path/of/unit>. The target is called tst_<path_of_unit>: two rooms may both have a
# "mutex". The first part of the path (core, ui, app, architecture) is a label by itself.

set(sanitizerEnvironment
    "ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=0:strict_string_checks=1"
    "UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1"
    # A lane that dies with its process is no error; a fork inside a threaded target is a scenario.
    "TSAN_OPTIONS=suppressions=${CMAKE_CURRENT_LIST_DIR}/tsan.supp:report_thread_leaks=0:die_after_fork=0:second_deadlock_stack=1")

function(interleave_test unit)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "ROOMS;SOURCES;QT;LINKS;LABELS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "interleave_test(${unit}): what is ${arg_UNPARSED_ARGUMENTS}?")
    endif()
    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${PROJECT_SOURCE_DIR}/tests OUTPUT_VARIABLE folder)
    cmake_path(GET unit FILENAME name)
    if(NOT unit STREQUAL "${folder}/${name}")
        message(FATAL_ERROR "interleave_test(${unit}) is called in tests/${folder}: the path of the unit must match.")
    endif()
    string(REPLACE "/" "_" target "tst_${unit}")

    add_executable(${target} tst_${name}.cpp ${arg_SOURCES})
    set_target_properties(${target} PROPERTIES OUTPUT_NAME tst_${name} AUTOMOC ON)
    list(TRANSFORM arg_ROOMS PREPEND interleave::)
    list(TRANSFORM arg_QT PREPEND Qt6::)
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} PRIVATE interleave_warnings interleave_options ${arg_ROOMS} ${arg_QT} ${arg_LINKS}
        Qt6::Test)

    add_test(NAME ${unit} COMMAND ${target})
    string(REGEX REPLACE "/.*" "" area ${unit})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(INTERLEAVE_SANITIZE)
        math(EXPR arg_TIMEOUT "5 * ${arg_TIMEOUT}")
    endif()
    set_tests_properties(${unit} PROPERTIES
        LABELS "${area};${arg_LABELS}"
        TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;${sanitizerEnvironment}")
endfunction()

# interleave_bench(<unit> ROOMS arena … [SOURCES a.cpp …] [LINKS …])
#
# Builds bench_<unit>.cpp of the calling folder with Google Benchmark. CTest only sees that it runs; numbers worth
# writing down come from running it by hand on a quiet machine.
function(interleave_bench unit)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "ROOMS;SOURCES;LINKS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "interleave_bench(${unit}): what is ${arg_UNPARSED_ARGUMENTS}?")
    endif()
    add_executable(bench_${unit} bench_${unit}.cpp ${arg_SOURCES})
    list(TRANSFORM arg_ROOMS PREPEND interleave::)
    target_include_directories(bench_${unit} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(bench_${unit} PRIVATE interleave_warnings interleave_options ${arg_ROOMS} ${arg_LINKS}
        benchmark::benchmark_main)
    add_test(NAME bench/${unit} COMMAND bench_${unit} --benchmark_min_time=0.01)
    set_tests_properties(bench/${unit} PROPERTIES LABELS "bench" TIMEOUT 300 RUN_SERIAL ON)
endfunction()
