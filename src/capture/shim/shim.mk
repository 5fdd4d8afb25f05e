# libremedy-capture.so lives in other people's processes: no libraries, no start
# files, no instrumentation whatever the flags of the rest are.
SHIM := $(BUILD)/lib/remedy/libremedy-capture.so
SHIM_SOURCES := $(wildcard src/capture/shim/*.c)
SHIM_INPUTS := $(SHIM_SOURCES) $(wildcard src/capture/shim/*.h) src/capture/ring.h src/capture/shim/exports.map
SHIM_CFLAGS := -std=gnu11 $(WARNINGS) -O2 -g -Isrc -fPIC -fvisibility=hidden -fno-builtin -fno-stack-protector \
	-fno-asynchronous-unwind-tables -fno-strict-aliasing -fno-plt -U_FORTIFY_SOURCE -D_GNU_SOURCE -D__NO_INLINE__ \
	-Wno-address -Wno-missing-prototypes -Wno-format-nonliteral
SHIM_CFLAGS += $(if $(findstring clang,$(CC)),-Wno-pointer-bool-conversion -Wno-tautological-pointer-compare,-fno-tree-loop-distribute-patterns -Wno-nonnull-compare)
SHIM_LDFLAGS := -shared -nostdlib -Wl,--version-script=src/capture/shim/exports.map -Wl,-z,now -Wl,-z,relro \
	-Wl,-z,noexecstack -Wl,--hash-style=both -Wl,--build-id

all: $(SHIM)
# gcc for aarch64 would call atomics in a library that is not there.
SHIM_CFLAGS += $(if $(findstring aarch64,$(shell $(CC) -dumpmachine)),-mno-outline-atomics)

all: $(SHIM)

$(SHIM): $(SHIM_INPUTS)
	@mkdir -p $(@D)
	$(CC) $(SHIM_CFLAGS) $(SHIM_LDFLAGS) -o $@.new $(SHIM_SOURCES)
	mv $@.new $@
