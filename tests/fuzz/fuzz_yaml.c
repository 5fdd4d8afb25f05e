/* libFuzzer: any bytes as a file of patterns, as one of the tables, as a native
 * facts file, and as a regular expression of which literal words are taken. What
 * is read is linted, compiled and asked. The first byte says which. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "capture/run.h"
#include "catalog/layer.h"
#include "catalog/lint.h"
#include "catalog/literal.h"
#include "catalog/trace.h"
#include "facts/native.h"
#include "failure/failure.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

static const char printed[] = "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    import x\n"
			      "ModuleNotFoundError: No module named 'x'\nx.c:1: fatal error: ffi.h: No such file\n";

/* libfyaml 0.7 keeps a page of a key that is left unfinished. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:fy_atom_iter_grow_chunk\n";
}

static void
ask(struct arena *a, struct catalog *c)
{
	const struct failures *f = failure_parse(a, run_from_text(a, printed, sizeof(printed) - 1, "python a.py", 1));
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
read_as(struct arena *a, const char *file, const char *text, size_t size)
{
	struct diagnostics d = diagnostics_new(a);
	struct source *s = source_new(a, "user");
	source_add(s, file, text, size, &d);
	source_finish(s, &d);
	lint_source(a, s, NULL, NULL, &d);
	if (s->pattern_count == 0 && s->disabled_count == 0 && s->tables[0].count == 0 && s->tables[1].count == 0 &&
	    s->tables[2].count == 0)
		return; /* nothing of it was taken */
	struct catalog *c = catalog_empty(a);
	if (catalog_push(c, s))
		ask(a, c);
	catalog_close(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const files[] = {"p.yaml", "modules.yaml", "system.yaml", "stdlib.yaml"};
	setenv("XDG_CACHE_HOME", "/nonexistent", 1);
	if (size == 0)
		return 0;
	struct arena *a = arena_new();
	char *text = arena_strndup(a, (const char *)data + 1, size - 1);
	if (data[0] % 8 < 4) {
		read_as(a, files[data[0] % 4], text, size - 1);
	} else if (data[0] % 8 < 6) {
		read_as(a, files[0], text, size - 1);
	} else if (data[0] % 8 == 6) {
		struct diagnostics d = diagnostics_new(a);
		native_declare(facts_new(a, NULL, NULL), "native.yaml", text, size - 1, &d);
	} else {
		literals_of(a, text, NULL, NULL);
		literals_everywhere(a, text);
		literal_weight(a, text);
	}
	arena_free(a);
	return 0;
}
