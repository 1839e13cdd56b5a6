# vigie_library(NAME LAYER n SOURCES … HEADERS … [DEPENDS …] [LINK …] [PRIVATE_LINK …] [INCLUDE_ROOT dir])
#
# One static library vigie_NAME of the house. LAYER is the number in shared design (L0 … L7) times ten;
# ui uses 60 (common), 61 (one task) and 62 (shell). DEPENDS names our libraries: each must stand on a
# strictly lower layer, or configuration fails. HEADERS are compiled one by one, alone, by the target
# all_verify_interface_header_sets. LINK and PRIVATE_LINK are for outside libraries.
define_property(TARGET PROPERTY VIGIE_LAYER BRIEF_DOCS "Layer of a vigie library, times ten")

# The Qt Core headers nearly every file reads, precompiled once per target.
function(_vigie_pch target)
    if(VIGIE_PCH)
        target_precompile_headers(${target} PRIVATE
            <QtCore/QObject> <QtCore/QString> <QtCore/QStringList> <QtCore/QHash> <QtCore/QList>
            <QtCore/QByteArray> <QtCore/QLoggingCategory> <QtCore/QDateTime> <QtCore/QTimer>
            <QtCore/QJsonObject> <QtCore/QUrl> <chrono> <memory> <optional> <functional> <mutex>)
    endif()
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
