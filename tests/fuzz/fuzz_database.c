/* libFuzzer: a compiled catalog with bytes of it replaced, one cut off or that
 * never was one, and any text matched against a sound one. The first byte says
 * which. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture/run.h"
#include "catalog/compile.h"
#include "catalog/layer.h"
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

/* The patterns above, compiled: made once. */
static int
database_made(void)
{
	static int fd = -1;
	if (fd >= 0)
		return fd;
	struct arena *a = arena_new();
	struct source *s = source_new(a, "user");
	source_add(s, "p.yaml", patterns, sizeof(patterns) - 1, NULL);
	source_finish(s, NULL);
	fd = memfd_create("made", MFD_CLOEXEC);
	if (fd < 0 || s->pattern_count != 4 || !compile_write(fd, s, "fuzz"))
		abort();
	arena_free(a);
	return fd;
}

static int
database_copy(off_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (fd < 0 || fchmod(fd, 0600) != 0)
		abort();
	for (off_t from = 0; from < size;)
		if (sendfile(fd, database_made(), &from, (size_t)(size - from)) <= 0 && errno != EINTR)
			abort();
	return fd;
}

static void
ask_database(struct arena *a, int fd, const char *text, size_t size)
{
	struct catalog *c = catalog_empty(a);
	c->layers[0].name = "user";
	c->count = 1;
	if (database_open(a, &c->layers[0].db, fd))
		ask(a, c, text, size);
	catalog_close(c);
}

/* Pairs of place and byte. */
static void
as_database(struct arena *a, const uint8_t *data, size_t size)
{
	off_t end = lseek(database_made(), 0, SEEK_END);
	int fd = database_copy(end);
	for (; size >= 4; data += 4, size -= 4) {
		off_t at = (data[0] | data[1] << 8 | data[2] << 16) % end;
		if (pwrite(fd, data + 3, 1, at) != 1)
			abort();
	}
	ask_database(a, fd, printed, sizeof(printed) - 1);
}

/* A sound one cut off, then bytes. */
static void
as_garbage(struct arena *a, const uint8_t *data, size_t size)
{
	if (size < 3)
		return;
	int fd = database_copy((data[0] | data[1] << 8 | data[2] << 16) % (lseek(database_made(), 0, SEEK_END) + 1));
	if (write(fd, data + 3, size - 3) != (ssize_t)(size - 3))
		abort();
	ask_database(a, fd, printed, sizeof(printed) - 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	setenv("XDG_CACHE_HOME", "/nonexistent", 1);
	if (size == 0)
		return 0;
	struct arena *a = arena_new();
	if (data[0] % 4 < 2)
		as_database(a, data + 1, size - 1);
	else if (data[0] % 4 == 2)
		as_garbage(a, data + 1, size - 1);
	else
		ask_database(a, database_copy(lseek(database_made(), 0, SEEK_END)),
			     arena_strndup(a, (const char *)data + 1, size - 1), size - 1);
	arena_free(a);
	return 0;
}
