# Run by CTest: install, configure, build, run. Any step that fails ends it.

file(REMOVE_RECURSE ${work})

function(step)
    execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

step(${CMAKE_COMMAND} --install ${built} --prefix ${work}/installed --component development)
step(${CMAKE_COMMAND} -S ${source} -B ${work}/build -G ${generator}
    -D CMAKE_CXX_COMPILER=${compiler}
    -D CMAKE_PREFIX_PATH=${work}/installed
    -D CMAKE_FIND_USE_PACKAGE_REGISTRY=OFF
    -D interleaveVersion=${version})
step(${CMAKE_COMMAND} --build ${work}/build)
step(${work}/build/consumer)
