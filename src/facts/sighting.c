#define _GNU_SOURCE
#include "facts/sighting.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/path.h"

/* "cpython-311-x86_64-linux-gnu" as people say it: "3.11"; NULL for no ABI tag. */
static const char *
abi_version(struct arena *a, const char *tag)
{
	bool pypy = strncmp(tag, "pypy", 4) == 0;
	const char *digits = strncmp(tag, "cpython-", 8) == 0 ? tag + 8 : pypy ? tag + 4 : tag;
	if (digits == tag && strncmp(tag, "cp", 2) == 0)
		digits = tag + 2; /* Windows: cp311-win_amd64 */
	size_t n = strspn(digits, "0123456789");
	if (digits == tag || n < 2 || n > 3)
		return NULL;
	return arena_printf(a, "%s%c.%.*s%s", pypy ? "PyPy " : "", digits[0], (int)(n - 1), digits + 1,
			    digits[n] == 't' ? "t" : "");
}

enum fit { FITS, OTHER_ABI, OTHER_ARCH, NO_EXTENSION };

/* Whether i would load dir/file, whose name goes on with `suffix` after the
 * module's: ".cpython-311-x86_64-linux-gnu.so", ".abi3.so", ".so". */
static enum fit
extension_fit(struct facts *f, struct interpreter *i, const char *dir, const char *file, const char *suffix,
	      const char **tag)
{
	struct arena *a = f->arena;
	size_t n = strlen(suffix);
	bool windows = n > 4 && strcmp(suffix + n - 4, ".pyd") == 0;
	if (!windows && (n < 3 || strcmp(suffix + n - 3, ".so") != 0))
		return NO_EXTENSION;
	*tag = n > 4 ? arena_strndup(a, suffix + 1, n - (windows ? 5 : 4)) : "";
	bool python3 = i->minor != NULL && i->minor[0] == '3';
	if (**tag == '\0' || strcmp(*tag, "abi3") == 0) {
		if (windows || (strcmp(*tag, "abi3") == 0 && (!python3 || i->pypy || i->free_threaded)))
			return OTHER_ABI;
	} else {
		const char *own = interpreter_abi(f, i);
		size_t abi = own == NULL ? 0 : strlen(own);
		if (abi == 0 || strncmp(*tag, own, abi) != 0 || ((*tag)[abi] != '-' && (*tag)[abi] != '\0'))
			return abi_version(a, *tag) == NULL ? NO_EXTENSION : OTHER_ABI;
		/* Old PyPy tags have no platform. */
		if (i->platform != NULL && (*tag)[abi] == '-' && strcmp(*tag + abi + 1, i->platform) != 0)
			return OTHER_ARCH;
	}
	int machine = elf_machine(path_join(a, dir, file));
	return machine != 0 && i->machine != 0 && machine != i->machine ? OTHER_ARCH : FITS;
}

/* Into its place in the list, so that a folder's order does not show. */
static void
add_abi(struct arena *a, struct sighting *g, const char *tag)
{
	const char *version = abi_version(a, tag);
	if (version == NULL)
		return;
	struct buf list = buf_new(a);
	const char *at = g->abis == NULL ? "" : g->abis;
	bool placed = false;
	while (*at != '\0') {
		char *known = arena_strndup(a, at, strcspn(at, ","));
		int order = strverscmp(version, known);
		at += strlen(known);
		at += strspn(at, ", ");
		if (order < 0 && !placed)
			buf_printf(&list, "%s%s", list.size == 0 ? "" : ", ", version);
		placed = placed || order <= 0;
		buf_printf(&list, "%s%s", list.size == 0 ? "" : ", ", known);
	}
	if (!placed)
		buf_printf(&list, "%s%s", list.size == 0 ? "" : ", ", version);
	g->abis = list.text;
}

/* dir/last/__init__.py or dir/last.py; NULL if there is neither. */
static const char *
sighting_source(struct facts *f, const char *dir, const char *last)
{
	if (walk_may_have(f, dir, last)) {
		char *package = arena_printf(f->arena, "%s/%s/__init__.py", dir, last);
		if (path_exists(package))
			return package;
	}
	char *source = arena_printf(f->arena, "%s.py", last);
	if (!walk_may_have(f, dir, source))
		return NULL;
	source = path_join(f->arena, dir, source);
	return path_exists(source) ? source : NULL;
}

static void
sighting_extensions(struct facts *f, struct interpreter *i, const char *dir, const char *last, struct sighting *g)
{
	struct arena *a = f->arena;
	struct walk w;
	const struct dirent *entry;
	size_t n = strlen(last);
	bool had_other = g->other_file != NULL;
	if (!walk_open(&w, f, dir))
		return;
	bool folder = false;
	while ((entry = walk_next(&w)) != NULL) {
		const char *name = entry->d_name, *tag = "";
		if (name[0] != last[0] || strncmp(name, last, n) != 0)
			continue;
		folder |= name[n] == '\0';
		if (name[n] != '.' && strcmp(name + n, "module.so") != 0)
			continue;
		const char *suffix = name + n;
		if (*suffix == 'm') /* Python 2's cPicklemodule.so */
			suffix += strlen("module");
		char *file = path_join(a, dir, name);
		switch (extension_fit(f, i, dir, name, suffix, &tag)) {
		case FITS:
			if (g->file == NULL || g->space)
				g->file = file;
			g->space = false;
			break;
		case OTHER_ABI:
			/* The newest of the first folder that has any. */
			if (!had_other && (g->other_file == NULL || strverscmp(file, g->other_file) > 0)) {
				g->other_file = file;
				g->tag = tag;
			}
			add_abi(a, g, tag);
			break;
		case OTHER_ARCH:
			if (g->wrong_file == NULL)
				g->wrong_file = file;
			break;
		case NO_EXTENSION:
			break;
		}
	}
	char *space = g->file == NULL && folder ? path_join(a, dir, last) : NULL;
	if (space != NULL && path_is_dir(space)) {
		g->file = space;
		g->space = true;
	}
}

void
sighting_look(struct facts *f, struct interpreter *i, const char *dir, const char *dotted, bool extensions,
	      struct sighting *g)
{
	const char *last = dotted, *dot;
	while ((dot = strchr(last, '.')) != NULL) {
		dir = arena_printf(f->arena, "%s/%.*s", dir, (int)(dot - last), last);
		if (!path_is_dir(dir))
			return;
		last = dot + 1;
	}
	if (g->file == NULL || g->space) {
		const char *file = sighting_source(f, dir, last);
		if (file != NULL) {
			g->file = file;
			g->space = false;
		}
	}
	if (extensions && (g->file == NULL || g->space))
		sighting_extensions(f, i, dir, last, g);
}
