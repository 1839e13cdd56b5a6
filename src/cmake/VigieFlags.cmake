# One INTERFACE target holds every compiler flag and Qt define; every target of ours links it.
add_library(vigie_flags INTERFACE)
target_compile_features(vigie_flags INTERFACE cxx_std_20)
target_compile_options(vigie_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast
        -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wno-missing-field-initializers>
    -fstack-protector-strong
    -pthread) # GStreamer and SDL ask for it: everywhere, or a precompiled header would not fit their users
target_compile_definitions(vigie_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_KEYWORDS
    QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400
    $<$<CONFIG:Release>:QT_NO_DEBUG_OUTPUT _FORTIFY_SOURCE=2>)
# -Og keeps the media tests at full frame rate on two cores; -g1 halves link time and disk.
set(CMAKE_CXX_FLAGS_DEBUG "-Og -g1" CACHE STRING "" FORCE)
set(CMAKE_C_FLAGS_DEBUG "-Og -g1" CACHE STRING "" FORCE)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG" CACHE STRING "" FORCE)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_EXTENSIONS OFF)
if(VIGIE_SANITIZE)
    target_compile_options(vigie_flags INTERFACE -fsanitize=${VIGIE_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(vigie_flags INTERFACE -fsanitize=${VIGIE_SANITIZE})
endif()
# A hundred test programs are linked: the other linker of binutils takes a quarter of the time.
find_program(VIGIE_GOLD ld.gold)
if(VIGIE_GOLD)
    add_link_options($<$<CONFIG:Debug>:-fuse-ld=gold>)
endif()
# Only developers' machines have it; the build is the same without.
find_program(VIGIE_CCACHE ccache)
if(VIGIE_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${VIGIE_CCACHE})
endif()
