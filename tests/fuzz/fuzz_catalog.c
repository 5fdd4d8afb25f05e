/* libFuzzer: any bytes as a catalog file, as a compiled catalog, and as what a
 * run printed. The first byte says which. Built by
 *   clang -fsanitize=fuzzer,address,undefined … tests/fuzz/fuzz_catalog.c OBJECTS
 * (every object of src/ but main.o, built likewise). */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture/run.h"
#include "catalog/compile.h"
#include "catalog/layer.h"
#include "catalog/lint.h"
#include "catalog/literal.h"
#include "catalog/trace.h"
#include "failure/failure.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char patterns[] =
	"- { id: a, exception: ModuleNotFoundError, match: \"No module named '(?<module>[^']+)'\", summary: s,\n"
	"    frame: { file: py, where: user }, context: Traceback, when: { os.like: [debian, x] } }\n"
	"- { id: b, text: 'fatal error: (?<header>\\S+)', summary: s, docs: [u], fixes: [{ run: 'ls {header}' }] }\n"
	"- { id: c, signal: [SEGV, KILL], summary: s }\n"
	"- { id: d, exception: Exception, rank: -9, chain: { exception: KeyError }, status: [1, 2], summary: s }\n";

static const char printed[] = "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    import x\n"
			      "ModuleNotFoundError: No module named 'x'\nx.c:1: fatal error: ffi.h: No such file\n";

static struct source *
source_of(struct arena *a, const char *file, const char *text, size_t size, struct diagnostics *d)
{
	struct source *s = source_new(a, "user");
	source_add(s, file, text, size, d);
	source_finish(s, d);
	return s;
}

static void
ask(struct arena *a, struct catalog *c, const char *text, size_t size)
{
	const struct failures *f = failure_parse(a, run_from_text(a, text, size, "python a.py", 1));
	catalog_match(a, c, f);
	catalog_trace(a, c, f, NULL);
	catalog_find(a, c, "a");
	catalog_module(a, c, "x.y");
	catalog_module_near(a, c, "requesst");
	catalog_distribution(a, c, "X_y");
	catalog_system(a, c, "library:libx.so.1");
	catalog_stdlib(a, c, "os");
}

static void
as_source(struct arena *a, const char *file, const char *text, size_t size)
{
	struct diagnostics d = diagnostics_new(a);
	struct source *s = source_of(a, file, text, size, &d);
	lint_source(a, s, NULL, NULL, &d);
	struct catalog *c = catalog_empty(a);
	if (catalog_push(c, s))
		ask(a, c, printed, sizeof(printed) - 1);
	catalog_close(c);
}

/* A sound compiled catalog with bytes of it replaced: pairs of place and byte. */
static void
as_database(struct arena *a, const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	struct catalog *c = catalog_empty(a);
	if (fd < 0 || fchmod(fd, 0600) != 0 ||
	    !compile_write(fd, source_of(a, "p.yaml", patterns, sizeof(patterns) - 1, NULL), "fuzz"))
		abort();
	off_t end = lseek(fd, 0, SEEK_END);
	for (; size >= 4; data += 4, size -= 4) {
		off_t at = (data[0] | data[1] << 8 | data[2] << 16) % end;
		if (pwrite(fd, data + 3, 1, at) != 1)
			abort();
	}
	c->layers[0].name = "user";
	c->count = 1;
	if (database_open(a, &c->layers[0].db, fd))
		ask(a, c, printed, sizeof(printed) - 1);
	catalog_close(c);
}

/* A short sound one cut off, or bytes that were never one. */
static void
as_garbage(struct arena *a, const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	struct catalog *c = catalog_empty(a);
	if (fd < 0 || fchmod(fd, 0600) != 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	c->layers[0].name = "user";
	c->count = 1;
	if (database_open(a, &c->layers[0].db, fd))
		ask(a, c, printed, sizeof(printed) - 1);
	catalog_close(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const tables[] = {"modules.yaml", "system.yaml", "stdlib.yaml"};
	setenv("XDG_CACHE_HOME", "/nonexistent", 1);
	if (size == 0)
		return 0;
	struct arena *a = arena_new();
	char *text = arena_strndup(a, (const char *)data + 1, size - 1);
	switch (data[0] % 8) {
	case 0:
	case 1:
		as_source(a, "p.yaml", text, size - 1);
		break;
	case 2:
	case 3:
		as_source(a, tables[data[0] % 3], text, size - 1);
		break;
	case 4:
		as_database(a, data + 1, size - 1);
		break;
	case 5:
		as_garbage(a, data + 1, size - 1);
		break;
	case 6:
		literals_of(a, text, NULL, NULL);
		literals_everywhere(a, text);
		literal_weight(a, text);
		break;
	default: {
		struct catalog *c = catalog_empty(a);
		if (catalog_push(c, source_of(a, "p.yaml", patterns, sizeof(patterns) - 1, NULL)))
			ask(a, c, text, size - 1);
		catalog_close(c);
	}
	}
	arena_free(a);
	return 0;
}
