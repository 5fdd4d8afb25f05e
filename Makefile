# make            build into build/, a tree shaped like the installed one
# make check      all tests (tests/run also installs what they need)
# make lint       clang-format, cppcheck, shellcheck, both compilers
# make asan       the tests under the address and undefined sanitizers
# make torture    everything under fire: killed writers, broken folders, hostile bytes (up to 20 minutes)
# make bench      the budgets, each beside its floor
# make install    PREFIX=~/.local by default, DESTDIR for packages
# Half of a call of make went into rules for languages that are not here.
MAKEFLAGS += --no-builtin-rules
VERSION := 0.1.0
PREFIX ?= $(HOME)/.local
DESTDIR ?=
BUILD ?= build
CC ?= gcc
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	-Wformat=2 -Wno-format-nonliteral -Wvla -Werror
ALL_CFLAGS = -std=gnu11 -D_GNU_SOURCE= $(WARNINGS) $(CFLAGS) -MMD -MP -Isrc -DREMEDY_VERSION='"$(VERSION)"' \
	-DPCRE2_CODE_UNIT_WIDTH=8

# Third-party libraries are linked statically where their archives exist: a
# process that starts at every failure should not spend its time in ld.so.
static = $(if $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a)),-l:lib$(1).a,-l$(1))
LDLIBS := $(foreach lib,fyaml cdb pcre2-8 ffi jansson zstd z,$(call static,$(lib))) -lm

SOURCES := $(wildcard src/*/*.c)
OBJECTS := $(SOURCES:%.c=$(BUILD)/obj/%.o)
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c)) \
	$(patsubst tests/fuzz/%.c,$(BUILD)/tests/test_%,$(wildcard tests/fuzz/fuzz_*.c))
LANGUAGES := de zh_TW
MESSAGES := $(LANGUAGES:%=$(BUILD)/share/locale/%/LC_MESSAGES/remedy.mo)
SHELL_FILES := $(patsubst shell/%,$(BUILD)/share/remedy/shell/%,$(wildcard shell/*))

.DELETE_ON_ERROR:
.PHONY: all check unit lint asan bench torture fuzz docs install uninstall clean

all: $(BUILD)/bin/remedy $(SHELL_FILES) $(MESSAGES)

# All rooms in one archive: the program and each unit test take what they need.
$(BUILD)/obj/libremedy.a: $(OBJECTS)
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/bin/remedy: $(BUILD)/obj/src/main.o $(BUILD)/obj/libremedy.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/share/remedy/shell/%: shell/%
	@mkdir -p $(@D)
	cp $< $@

define message_rule
$(BUILD)/share/locale/$(1)/LC_MESSAGES/remedy.mo: $$(sort $$(wildcard po/$(1)/*.po))
	@mkdir -p $$(@D)
	msgcat --use-first -o $$@.po $$^
	msgfmt --check-format -o $$@ $$@.po
	@rm -f $$@.po
endef
$(foreach language,$(LANGUAGES),$(eval $(call message_rule,$(language))))

include $(wildcard src/*/*.mk src/*/*/*.mk)

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/obj/libremedy.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/unit -o $@ $< $(BUILD)/obj/libremedy.a $(LDFLAGS) -lcmocka -lsqlite3 $(LDLIBS)

# The inputs that libFuzzer found worth keeping, replayed where it is not.
$(BUILD)/tests/test_fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(BUILD)/obj/libremedy.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -o $@ $(filter %.c %.a,$^) $(LDFLAGS) $(LDLIBS)

# Runs every suite it can find, two at a time, and adds up what they say.
check: all $(UNIT_TESTS)
	@tests/check $(BUILD)

# One suite: make check SUITE=test_text
unit: $(UNIT_TESTS)

docs: all ## the generated pages of docs/; the last one runs every failing program and takes minutes
	docs/coverage >docs/coverage-environments.md
	docs/coverage-messages $(BUILD)/bin/remedy >docs/coverage-messages.md
	docs/coverage-libraries >docs/coverage-libraries.md
	docs/coverage-programs $(BUILD)/bin/remedy >docs/coverage-programs.md

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/remedy $(DESTDIR)$(PREFIX)/share/remedy $(DESTDIR)$(PREFIX)/share/locale
	@# Renamed into place, never written over: running shells have the old files mapped.
	install -m 755 $(BUILD)/bin/remedy $(DESTDIR)$(PREFIX)/bin/.remedy.new
	mv -f $(DESTDIR)$(PREFIX)/bin/.remedy.new $(DESTDIR)$(PREFIX)/bin/remedy
	install -m 755 $(BUILD)/lib/remedy/libremedy-capture.so $(DESTDIR)$(PREFIX)/lib/remedy/.capture.new
	mv -f $(DESTDIR)$(PREFIX)/lib/remedy/.capture.new $(DESTDIR)$(PREFIX)/lib/remedy/libremedy-capture.so
	cp -Rp $(BUILD)/share/remedy/. $(DESTDIR)$(PREFIX)/share/remedy/
	for language in $(LANGUAGES); do \
		install -D -m 644 $(BUILD)/share/locale/$$language/LC_MESSAGES/remedy.mo \
			$(DESTDIR)$(PREFIX)/share/locale/$$language/LC_MESSAGES/remedy.mo; \
	done
	if [ -d docs/man ]; then for page in docs/man/*.[0-9]; do \
		install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; \
	done; fi

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/remedy $(DESTDIR)$(PREFIX)/share/man/man*/remedy*.[0-9]
	rm -rf $(DESTDIR)$(PREFIX)/lib/remedy $(DESTDIR)$(PREFIX)/share/remedy
	for language in $(LANGUAGES); do rm -f $(DESTDIR)$(PREFIX)/share/locale/$$language/LC_MESSAGES/remedy.mo; done

SHELL_SCRIPTS = $(filter-out %.py %.md,$(shell git ls-files -co --exclude-standard 2>/dev/null | xargs -r grep -lE '^\#!.*(ba|/|env )sh( |$$)' 2>/dev/null))

# readdir is used by one thread on a DIR of its own; the fields of the ring's
# report are all set one by one, which cppcheck does not follow.
lint:
	@clang-format --dry-run --Werror $(wildcard src/*.c src/*/*.[ch] src/*/*/*.[ch] tests/unit/*.[ch] tests/fuzz/*.c)
	@$(MAKE) --no-print-directory -s CC=clang BUILD=$(BUILD)-clang all $(patsubst $(BUILD)/%,$(BUILD)-clang/%,$(UNIT_TESTS))
	cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,portability --library=posix \
		--suppress=missingIncludeSystem --suppress=readdirCalled --suppress=ctuuninitvar:src/capture/ring.c \
		--suppress=duplicateAssignExpression -Isrc -DREMEDY_VERSION='""' -D__x86_64__ '-DElfW(x)=Elf64_\#\#x' src
	@shellcheck $(SHELL_SCRIPTS) $(wildcard shell/*.bash)
	$(BUILD)/bin/remedy patterns lint

# Not install (it builds again), nor what bounds time, memory and instructions.
ASAN_SUITES := test_ $(patsubst tests/%,%,$(filter-out $(patsubst %,tests/%.bats,cli/install cli/instructions cli/scale cli/torture shell/cost), \
	$(wildcard tests/*/*.bats)))
asan:
	$(MAKE) BUILD=$(BUILD)-asan CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all" \
		LDFLAGS="-fsanitize=address,undefined" all $(patsubst $(BUILD)/%,$(BUILD)-asan/%,$(UNIT_TESTS))
	@rm -f $(BUILD)-asan/found.*
	ASAN_OPTIONS=detect_leaks=1:log_path=$(CURDIR)/$(BUILD)-asan/found UBSAN_OPTIONS=log_path=$(CURDIR)/$(BUILD)-asan/found \
		LSAN_OPTIONS=print_suppressions=0 SUITE_SECONDS=1800 tests/check $(BUILD)-asan $(ASAN_SUITES)
	@! cat $(BUILD)-asan/found.* 2>/dev/null

torture: all $(UNIT_TESTS)
	tests/torture/run $(BUILD)

# libFuzzer's targets, into $(BUILD)/fuzz; tests/torture/run runs them.
FUZZ_FLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
fuzz:
	$(MAKE) CC=clang BUILD=$(BUILD)/made CFLAGS="$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link" $(BUILD)/made/obj/libremedy.a
	mkdir -p $(BUILD)/fuzz
	for target in $(basename $(notdir $(wildcard tests/fuzz/fuzz_*.c))); do \
		clang $(ALL_CFLAGS) $(FUZZ_FLAGS) -fsanitize=fuzzer -Itests/unit -o $(BUILD)/fuzz/$$target tests/fuzz/$$target.c \
			$(BUILD)/made/obj/libremedy.a $(LDLIBS) || exit 1; \
	done

bench: all
	bench/run $(BUILD) --write

clean:
	rm -rf build build-*

-include $(OBJECTS:.o=.d) $(BUILD)/obj/src/main.d $(UNIT_TESTS:=.d)
