# interleave_ui_room(<room> SOURCES a.cpp a.h … [SEES <ui room> …] [CORE <core room> …] [QT Svg …] [LINKS …])
#
# A room of the window: static library interleave_ui_<room>, alias interleave::ui_<room>. Always links Qt Widgets;
# QT adds other parts of Qt. SEES names rooms of ui, CORE rooms of core.

function(interleave_ui_room room)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;SEES;CORE;QT;LINKS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "interleave_ui_room(${room}): what is ${arg_UNPARSED_ARGUMENTS}?")
    endif()
    set(target interleave_ui_${room})
    if(arg_SOURCES MATCHES "\\.cpp(;|$)")
        # The headers are listed too: moc reads them.
        add_library(${target} STATIC ${arg_SOURCES})
        set(reach PUBLIC)
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
        target_link_libraries(${target} PRIVATE interleave_warnings)
    else()
        add_library(${target} INTERFACE)
        set(reach INTERFACE)
    endif()
    add_library(interleave::ui_${room} ALIAS ${target})
    target_include_directories(${target} ${reach} ${PROJECT_SOURCE_DIR})
    target_compile_definitions(${target} ${reach} QT_NO_CAST_TO_ASCII QT_NO_FOREACH)
    list(TRANSFORM arg_QT PREPEND Qt6::)
    list(TRANSFORM arg_SEES PREPEND interleave::ui_)
    list(TRANSFORM arg_CORE PREPEND interleave::)
    target_link_libraries(${target} ${reach} interleave_options Qt6::Widgets
        ${arg_QT} ${arg_SEES} ${arg_CORE} ${arg_LINKS})
endfunction()
