# What every target of this project is compiled with: interleave_options and interleave_warnings.

find_package(Threads REQUIRED)

add_library(interleave_options INTERFACE)
add_library(interleave::options ALIAS interleave_options)
set_target_properties(interleave_options PROPERTIES EXPORT_NAME options)
target_compile_features(interleave_options INTERFACE cxx_std_20)
target_link_libraries(interleave_options INTERFACE Threads::Threads)
# Source positions are baked into events: they must name the file inside the repository, on every machine.
target_compile_options(interleave_options INTERFACE
    $<BUILD_INTERFACE:-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=>)

# Some hundred programs are linked here, most of them tests; mold takes a fifth of the time that ld does.
find_program(INTERLEAVE_MOLD mold)
mark_as_advanced(INTERLEAVE_MOLD)
if(INTERLEAVE_MOLD AND CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_link_options(interleave_options INTERFACE $<BUILD_INTERFACE:-fuse-ld=mold>)
endif()

set(sanitizerFlags)
if(INTERLEAVE_SANITIZE STREQUAL "address")
    set(sanitizerFlags -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
elseif(INTERLEAVE_SANITIZE STREQUAL "thread")
    set(sanitizerFlags -fsanitize=thread -fno-omit-frame-pointer)
elseif(NOT INTERLEAVE_SANITIZE STREQUAL "")
    message(FATAL_ERROR "INTERLEAVE_SANITIZE is \"${INTERLEAVE_SANITIZE}\": use address, thread or nothing.")
endif()
if(sanitizerFlags)
    target_compile_options(interleave_options INTERFACE "$<BUILD_INTERFACE:${sanitizerFlags}>")
    target_link_options(interleave_options INTERFACE "$<BUILD_INTERFACE:${sanitizerFlags}>")
endif()

add_library(interleave_warnings INTERFACE)
target_compile_options(interleave_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
    -Wimplicit-fallthrough -Wextra-semi -Wundef -Wvla
    # A field that a designated initialiser leaves out has its default on purpose.
    -Wno-missing-field-initializers
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
    # The stable_sort of GCC 12's library calls what that library deprecates, and only GCC keeps quiet about it.
    $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
if(INTERLEAVE_SANITIZE STREQUAL "address")
    # GCC 12 loses track of initialisation behind the instrumentation, inside the standard library too; the dev preset
    # has this warning on the same code.
    target_compile_options(interleave_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
elseif(INTERLEAVE_SANITIZE STREQUAL "thread")
    # GCC says on every atomic_thread_fence that ThreadSanitizer does not model it.
    target_compile_options(interleave_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
endif()
if(INTERLEAVE_WERROR)
    target_compile_options(interleave_warnings INTERFACE -Werror)
endif()
