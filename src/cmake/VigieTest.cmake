# vigie_test(NAME LABEL unit|integration|ui|golden SOURCES tst_*.cpp … LIBS … [EXTRA_LABELS …] [TIMEOUT s] [ENV …])
#
# One executable, one CTest entry per tst_<stem>.cpp. Each such file holds one QObject test class and ends
# with VIGIE_TEST(ClassName) from <support/test_main.h>; NAME --case ClassName runs one class. The class
# name is the stem in PascalCase: tst_digest.cpp -> TstDigest.
# Files that do not start with tst_ are helpers.
# Everything the asan and the tsan presets run: their workflows build these and nothing else.
add_custom_target(vigie_sanitized_tests)
add_custom_target(vigie_threaded_tests)

function(vigie_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT" "SOURCES;LIBS;EXTRA_LABELS;ENV")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE vigie_test_support vigie_flags Qt6::Test ${arg_LIBS})
    _vigie_pch(${name})
    if(arg_LABEL MATCHES "^(unit|integration)$" AND NOT "nosan" IN_LIST arg_EXTRA_LABELS)
        add_dependencies(vigie_sanitized_tests ${name})
    endif()
    if("threads" IN_LIST arg_EXTRA_LABELS)
        add_dependencies(vigie_threaded_tests ${name})
    endif()
    foreach(source IN LISTS arg_SOURCES)
        get_filename_component(stem ${source} NAME_WE)
        if(NOT stem MATCHES "^tst_")
            continue()
        endif()
        string(REPLACE "_" ";" words ${stem})
        set(class "")
        foreach(word IN LISTS words)
            string(SUBSTRING ${word} 0 1 head)
            string(TOUPPER ${head} head)
            string(SUBSTRING ${word} 1 -1 tail)
            string(APPEND class ${head}${tail})
        endforeach()
        set(test ${name}.${class})
        add_test(NAME ${test} COMMAND ${name} --case ${class})
        set_tests_properties(${test} PROPERTIES LABELS "${arg_LABEL};${arg_EXTRA_LABELS}" TIMEOUT ${arg_TIMEOUT}
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;${arg_ENV}")
    endforeach()
endfunction()
