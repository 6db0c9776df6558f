# interleave_room(<room> SOURCES a.cpp a.h … [SEES <core room> …] [LINKS fmt::fmt …])
#
# A room of the engine: static library interleave_<room> (interface library when it has no .cpp), alias
# interleave::<room>. SEES repeats the row of the room table in ARCHITECTURE.md; tests/architecture checks the includes.
# LINKS names imported targets; the packages they come from are looked up here (see libraries.cmake). Anything else of
# this project that a room links must be wrapped in $<BUILD_INTERFACE:…>, or be installed like a room.

include(${CMAKE_CURRENT_LIST_DIR}/libraries.cmake)

option(INTERLEAVE_WHOLE_ROOMS "Compile the files of a room together: a build from nothing takes half as long" OFF)

function(interleave_room room)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;SEES;LINKS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "interleave_room(${room}): what is ${arg_UNPARSED_ARGUMENTS}?")
    endif()
    set(headers ${arg_SOURCES})
    list(FILTER headers INCLUDE REGEX "\\.h$")
    set(sources ${arg_SOURCES})
    list(FILTER sources EXCLUDE REGEX "\\.h$")

    set(target interleave_${room})
    if(sources)
        add_library(${target} STATIC ${sources})
        set(reach PUBLIC)
        target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:interleave_warnings>)
    else()
        add_library(${target} INTERFACE)
        set(reach INTERFACE)
    endif()
    add_library(interleave::${room} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${room})

    target_include_directories(${target} ${reach} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
    target_sources(${target} ${reach} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
    target_link_libraries(${target} ${reach} interleave_options)
    foreach(seen IN LISTS arg_SEES)
        target_link_libraries(${target} ${reach} interleave_${seen})
    endforeach()
    foreach(library IN LISTS arg_LINKS)
        interleave_find_library(${library})
        target_link_libraries(${target} ${reach} ${library})
    endforeach()
    # Scenarios stay apart: each is a program of its own, with the names that suit it.
    if(sources AND INTERLEAVE_WHOLE_ROOMS AND NOT room MATCHES "^(scenarios|explore|analysis|exchange)$")
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
    endif()
    set_property(GLOBAL APPEND PROPERTY INTERLEAVE_ROOMS ${room})
endfunction()
