# interleave_find_library(<imported target>): finds the package that defines the target, once, and remembers how for
# the package configuration of Interleave::core.

function(interleave_find_library library)
    set(package_fmt::fmt fmt)
    set(package_Boost::context Boost 1.74 COMPONENTS context)
    set(package_nlohmann_json::nlohmann_json nlohmann_json)
    set(package_simdjson::simdjson simdjson)
    set(package_CLI11::CLI11 CLI11)
    set(package_CURL::libcurl CURL)
    set(package_httplib::httplib httplib)
    set(module_PkgConfig::zstd libzstd)
    set(module_PkgConfig::hiredis hiredis)
    set(module_PkgConfig::mariadb libmariadb)

    if(TARGET ${library})
        set(known TRUE)
    endif()
    if(DEFINED package_${library})
        find_package(${package_${library}} REQUIRED)
        string(REPLACE ";" " " how "${package_${library}}")
        set_property(GLOBAL APPEND PROPERTY INTERLEAVE_PACKAGES "find_dependency(${how})")
    elseif(DEFINED module_${library})
        find_package(PkgConfig REQUIRED)
        string(REPLACE "PkgConfig::" "" prefix ${library})
        pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET GLOBAL ${module_${library}})
        set_property(GLOBAL APPEND PROPERTY INTERLEAVE_PACKAGES "find_dependency(PkgConfig)"
            "pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET ${module_${library}})")
    elseif(library MATCHES "::" AND NOT known)
        message(FATAL_ERROR "core/libraries.cmake does not know which package has ${library}: add it there.")
    endif()
endfunction()

# interleave_find_headers(<room> <package> <header>): a library of headers alone, which only the room's own files include:
# nothing is linked, and who uses the room needs nothing of it.
function(interleave_find_headers room package header)
    find_path(${package}_INCLUDE_DIR ${header} DOC "Where ${header} of ${package} is" REQUIRED)
    target_include_directories(interleave_${room} SYSTEM PRIVATE ${${package}_INCLUDE_DIR})
endfunction()
