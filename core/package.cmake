# Installs the engine for other programs: find_package(Interleave), then link Interleave::core or single rooms
# (Interleave::trace, …).

include(CMakePackageConfigHelpers)

get_property(rooms GLOBAL PROPERTY INTERLEAVE_ROOMS)
get_property(packages GLOBAL PROPERTY INTERLEAVE_PACKAGES)

add_library(interleave_core INTERFACE)
add_library(interleave::core ALIAS interleave_core)
set_target_properties(interleave_core PROPERTIES EXPORT_NAME core)
list(TRANSFORM rooms PREPEND interleave_ OUTPUT_VARIABLE roomTargets)
target_link_libraries(interleave_core INTERFACE interleave_options ${roomTargets})

set(headers ${CMAKE_INSTALL_INCLUDEDIR}/interleave)
set(place ${CMAKE_INSTALL_LIBDIR}/cmake/Interleave)
if(roomTargets)
    install(TARGETS ${roomTargets} EXPORT InterleaveTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
        FILE_SET HEADERS DESTINATION ${headers} COMPONENT development
        INCLUDES DESTINATION ${headers})
endif()
install(TARGETS interleave_core interleave_options EXPORT InterleaveTargets)
install(EXPORT InterleaveTargets NAMESPACE Interleave:: DESTINATION ${place} COMPONENT development)

list(REMOVE_DUPLICATES packages)
list(JOIN packages "\n" findPackages)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/InterleaveConfig.cmake.in InterleaveConfig.cmake
    INSTALL_DESTINATION ${place})
write_basic_package_version_file(InterleaveConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/InterleaveConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/InterleaveConfigVersion.cmake
    DESTINATION ${place} COMPONENT development)
