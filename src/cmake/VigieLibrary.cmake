# vigie_library(NAME LAYER n SOURCES … HEADERS … [DEPENDS …] [LINK …] [PRIVATE_LINK …] [INCLUDE_ROOT dir])
#
# One static library vigie_NAME of the house. LAYER is the number in shared design (L0 … L7) times ten;
# ui uses 60 (common), 61 (one task) and 62 (shell). DEPENDS names our libraries: each must stand on a
# strictly lower layer, or configuration fails. HEADERS are compiled one by one, alone, by the target
# all_verify_interface_header_sets. LINK and PRIVATE_LINK are for outside libraries.
define_property(TARGET PROPERTY VIGIE_LAYER BRIEF_DOCS "Layer of a vigie library, times ten")

# Precompiled headers, made once per kind of target for the whole build: GCC refuses for executables (-fPIE) what
# was made for libraries (-fPIC). A target's own extra definitions (QT_WIDGETS_LIB …) must name nothing these headers
# ask about, or GCC refuses too; <QTest> asks about several, so it is not among them.
set(_vigie_pch_headers
    <QtCore/QObject> <QtCore/QString> <QtCore/QStringList> <QtCore/QHash> <QtCore/QList>
    <QtCore/QByteArray> <QtCore/QLoggingCategory> <QtCore/QDateTime> <QtCore/QTimer> <QtCore/QJsonArray>
    <QtCore/QJsonDocument> <QtCore/QJsonObject> <QtCore/QUrl> <tl/expected.hpp> <algorithm> <chrono>
    <condition_variable> <functional> <map> <memory> <mutex> <optional> <thread> <variant> <vector>)

# _vigie_pch(target): gives `target` the precompiled headers of its kind, made when first asked for.
function(_vigie_pch target)
    if(NOT VIGIE_PCH)
        return()
    endif()
    get_target_property(type ${target} TYPE)
    string(TOLOWER "vigie_pch_${type}" holder)
    if(NOT TARGET ${holder})
        file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/pch/nothing.cpp CONTENT "int main() { return 0; }\n")
        if(type STREQUAL "EXECUTABLE")
            add_executable(${holder} ${CMAKE_BINARY_DIR}/pch/nothing.cpp)
        else()
            add_library(${holder} STATIC ${CMAKE_BINARY_DIR}/pch/nothing.cpp)
        endif()
        set_target_properties(${holder} PROPERTIES AUTOMOC OFF)
        target_link_libraries(${holder} PRIVATE vigie_flags Qt6::Core tl::expected)
        target_precompile_headers(${holder} PRIVATE ${_vigie_pch_headers})
    endif()
    target_precompile_headers(${target} REUSE_FROM ${holder})
endfunction()

function(vigie_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "LAYER;INCLUDE_ROOT" "SOURCES;HEADERS;DEPENDS;LINK;PRIVATE_LINK")
    if(NOT DEFINED arg_LAYER)
        message(FATAL_ERROR "vigie_library(${name}): LAYER is missing")
    endif()
    if(NOT arg_INCLUDE_ROOT)
        set(arg_INCLUDE_ROOT ${PROJECT_SOURCE_DIR}/src)
    endif()
    set(target vigie_${name})
    add_library(${target} STATIC ${arg_SOURCES})
    set_target_properties(${target} PROPERTIES VIGIE_LAYER ${arg_LAYER} VERIFY_INTERFACE_HEADER_SETS ON)
    target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${arg_INCLUDE_ROOT} FILES ${arg_HEADERS})
    foreach(dependency IN LISTS arg_DEPENDS)
        if(NOT TARGET vigie_${dependency})
            message(FATAL_ERROR "vigie_library(${name}): no library '${dependency}' above it in the build; "
                "arrows point down only, so add_subdirectory lists low layers first")
        endif()
        get_target_property(below vigie_${dependency} VIGIE_LAYER)
        if(NOT below LESS arg_LAYER)
            message(FATAL_ERROR "vigie_library(${name}, layer ${arg_LAYER}) must not depend on "
                "${dependency} (layer ${below}): an arrow may only point down, never up or sideways")
        endif()
        target_link_libraries(${target} PUBLIC vigie_${dependency})
    endforeach()
    target_link_libraries(${target} PUBLIC vigie_flags Qt6::Core tl::expected ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK})
    _vigie_pch(${target})
endfunction()
