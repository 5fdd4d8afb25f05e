#define _GNU_SOURCE
#include "facts/interpreter.h"

#include <elf.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"

enum {
	CFG_LIMIT = 64 * 1024,
	PREFIX_STEPS = 6, /* folders upward that getpath looks at; more than it ever needs */
	EXECUTABLE_LIMIT = 64 << 20,
	SCAN_CHUNK = 64 * 1024,
};

int
elf_machine(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	Elf64_Ehdr head; /* e_machine stands at the same place in both classes */
	ssize_t n = pread(fd, &head, sizeof(head), 0);
	close(fd);
	if (n < (ssize_t)sizeof(Elf32_Ehdr) || memcmp(head.e_ident, ELFMAG, SELFMAG) != 0)
		return 0;
	bool foreign_order = head.e_ident[EI_DATA] != (__BYTE_ORDER == __LITTLE_ENDIAN ? ELFDATA2LSB : ELFDATA2MSB);
	return foreign_order ? __builtin_bswap16(head.e_machine) : head.e_machine;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Reads "python3.13t" or "pypy3.10" at the start of s: "3.13" into minor (room
 * for 8), behind it into *rest. False for "python3". */
static bool
name_minor(const char *s, char *minor, const char **rest)
{
	const char *at = strncmp(s, "python", 6) == 0 ? s + 6 : strncmp(s, "pypy", 4) == 0 ? s + 4 : NULL;
	if (at == NULL || !is_digit(at[0]) || at[1] != '.' || !is_digit(at[2]))
		return false;
	size_t n = is_digit(at[3]) ? 4 : 3;
	memcpy(minor, at, n);
	minor[n] = '\0';
	*rest = at + n;
	return true;
}

static bool
is_interpreter_name(const char *name)
{
	return strncmp(name, "python", 6) == 0 || strncmp(name, "pypy", 4) == 0;
}

/* A value of "key = value" in pyvenv.cfg; keys are compared as site.py does it,
 * without case. */
static const char *
cfg_value(struct arena *a, const char *text, const char *key)
{
	size_t n = strlen(key);
	for (const char *line = text; line != NULL && *line != '\0';
	     line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1) {
		const char *at = line + strspn(line, " \t");
		if (strncasecmp(at, key, n) != 0)
			continue;
		at += n;
		at += strspn(at, " \t");
		if (*at != '=')
			continue;
		at++;
		at += strspn(at, " \t");
		size_t size = strcspn(at, "\r\n");
		while (size > 0 && (at[size - 1] == ' ' || at[size - 1] == '\t'))
			size--;
		return arena_strndup(a, at, size);
	}
	return NULL;
}

static void
read_cfg(struct facts *f, struct interpreter *i, const char **home)
{
	char *dir = path_dir(f->arena, i->path);
	for (int step = 0; step < 2; step++, dir = path_dir(f->arena, dir)) {
		char *cfg = path_join(f->arena, dir, "pyvenv.cfg");
		char *text = path_read(f->arena, cfg, CFG_LIMIT, true, NULL);
		if (text == NULL)
			continue;
		*home = cfg_value(f->arena, text, "home");
		if (*home == NULL)
			continue;
		i->pyvenv = cfg;
		i->prefix = dir;
		const char *system = cfg_value(f->arena, text, "include-system-site-packages");
		i->system_site = system != NULL && strcasecmp(system, "true") == 0;
		i->cfg_version = cfg_value(f->arena, text, "version");
		if (i->cfg_version == NULL)
			i->cfg_version = cfg_value(f->arena, text, "version_info");
		return;
	}
}

/* The standard library under prefix/lib, for any minor version if i has none. */
static bool
library_under(struct facts *f, struct interpreter *i, const char *prefix)
{
	static const char *const libs[] = {"lib", "lib64"};
	for (size_t l = 0; l < 2; l++) {
		char *lib = path_join(f->arena, prefix, libs[l]);
		if (i->minor != NULL) {
			char *name = arena_printf(f->arena, "%s%s%s", i->pypy ? "pypy" : "python", i->minor,
						  i->free_threaded ? "t" : "");
			char *dir = path_join(f->arena, lib, name);
			if (path_exists(path_join(f->arena, dir, "os.py"))) {
				i->library = dir;
				i->libname = name;
				return true;
			}
			continue;
		}
		struct walk w;
		const struct dirent *entry;
		const char *found = NULL;
		unsigned hits = 0;
		if (walk_open(&w, f, lib)) {
			while ((entry = walk_next(&w)) != NULL) {
				char minor[8];
				const char *rest;
				if (!name_minor(entry->d_name, minor, &rest) ||
				    (*rest != '\0' && strcmp(rest, "t") != 0))
					continue;
				char *dir = path_join(f->arena, lib, entry->d_name);
				if (!path_exists(path_join(f->arena, dir, "os.py")))
					continue;
				hits++;
				found = dir;
			}
		}
		/* Several Pythons may share a prefix; then the folder does not tell. */
		if (hits == 1) {
			char minor[8];
			const char *rest;
			i->library = found;
			i->libname = path_base(found);
			name_minor(i->libname, minor, &rest);
			i->minor = arena_strdup(f->arena, minor);
			i->free_threaded = *rest == 't';
			i->pypy = i->libname[1] == 'y' && i->libname[2] == 'p';
			return true;
		}
	}
	return false;
}

static bool
find_library(struct facts *f, struct interpreter *i, const char *from)
{
	char *dir = arena_strdup(f->arena, from);
	for (int step = 0; step < PREFIX_STEPS; step++, dir = path_dir(f->arena, dir)) {
		if (library_under(f, i, dir)) {
			i->base_prefix = dir;
			return true;
		}
		if (strcmp(dir, "/") == 0 || strcmp(dir, ".") == 0)
			break;
	}
	return false;
}

static char *
path_real(struct arena *a, const char *path)
{
	char *real = realpath(path, NULL);
	char *copy = arena_strdup(a, real);
	free(real);
	return copy;
}

/* lib-dynload's files carry the tag and the platform that this Python accepts:
 * _asyncio.cpython-313-x86_64-linux-gnu.so. */
const char *
interpreter_abi(struct facts *f, struct interpreter *i)
{
	if (i->abi_sought)
		return i->abi;
	i->abi_sought = true;
	struct walk w;
	const struct dirent *entry;
	const char *tag = NULL;
	char *dynload = i->library == NULL ? NULL : path_join(f->arena, i->library, "lib-dynload");
	if (dynload != NULL && walk_open(&w, f, dynload)) {
		while (tag == NULL && (entry = walk_next(&w)) != NULL) {
			const char *dot = strchr(entry->d_name, '.');
			size_t n = dot == NULL ? 0 : strlen(++dot);
			if (n > 3 && strcmp(dot + n - 3, ".so") == 0 && strncmp(dot, "cpython-", 8) == 0)
				tag = arena_strndup(f->arena, dot, n - 3);
		}
	}
	if (tag != NULL) {
		size_t n = 8 + strcspn(tag + 8, "-");
		i->abi = arena_strndup(f->arena, tag, n);
		i->platform = tag[n] == '-' ? tag + n + 1 : NULL;
	} else if (!i->pypy && i->minor != NULL && strncmp(i->minor, "2.", 2) != 0) {
		/* Static builds have no such files. 3.7 and older marked the "m" of pymalloc. */
		int order = 0;
		version_compare(i->minor, "3.8", &order);
		i->abi = arena_printf(f->arena, "cpython-3%s%s", i->minor + 2,
				      order < 0          ? "m"
				      : i->free_threaded ? "t"
							 : "");
	} else if (i->pypy && i->minor != NULL) {
		/* The second half is PyPy's own ABI; 7.3 since 2019. */
		i->abi = arena_printf(f->arena, "pypy%c%s-pp73", i->minor[0], i->minor + 2);
	}
	return i->abi;
}

static struct interpreter *
interpreter_read(struct facts *f, const char *path)
{
	struct interpreter *i = arena_alloc(f->arena, sizeof(*i));
	i->path = path;
	i->real = path_real(f->arena, path);
	if (i->real == NULL || !path_is_executable(i->real))
		return NULL;
	i->machine = elf_machine(i->real);
	if (i->machine == 0)
		return NULL; /* a shim, a wrapper: whoever it starts is not known from here */
	const char *home = NULL, *rest = "";
	char minor[8];
	read_cfg(f, i, &home);
	const char *names[] = {path_base(i->real), path_base(path)};
	for (size_t n = 0; n < 2 && i->minor == NULL; n++) {
		i->pypy = i->pypy || strncmp(names[n], "pypy", 4) == 0;
		if (name_minor(names[n], minor, &rest)) {
			i->minor = arena_strdup(f->arena, minor);
			i->free_threaded = *rest == 't';
		}
	}
	int order;
	if (i->minor == NULL && i->cfg_version != NULL && version_compare(i->cfg_version, "0", &order)) {
		size_t major = strcspn(i->cfg_version, ".");
		if (i->cfg_version[major] == '.')
			i->minor = arena_strndup(f->arena, i->cfg_version,
						 major + 1 + strspn(i->cfg_version + major + 1, "0123456789"));
	}
	bool found = home != NULL && *home == '/' && find_library(f, i, home);
	found = found || find_library(f, i, path_dir(f->arena, i->real));
	found = found || find_library(f, i, path_dir(f->arena, path));
	if (!found && !i->free_threaded && i->minor != NULL) {
		i->free_threaded = true; /* python3.13 may be a link to python3.13t's binary */
		if (!find_library(f, i, path_dir(f->arena, i->real)))
			i->free_threaded = false;
	}
	if (!found && i->library == NULL && !is_interpreter_name(path_base(i->real)) &&
	    !is_interpreter_name(path_base(path)))
		return NULL;
	if (i->prefix == NULL)
		i->prefix = i->base_prefix;
	if (i->libname == NULL && i->minor != NULL)
		i->libname = arena_printf(f->arena, "%s%s", i->pypy ? "pypy" : "python", i->minor);
	return i;
}

struct interpreter *
interpreter_at(struct facts *f, const char *path)
{
	for (struct interpreter *i = f->interpreters; i != NULL; i = i->next)
		if (strcmp(i->path, path) == 0)
			return i->real == NULL ? NULL : i;
	if (*path != '/')
		return NULL;
	struct interpreter *i = interpreter_read(f, path);
	if (i == NULL) { /* remembered too: shims are met again and again */
		i = arena_alloc(f->arena, sizeof(*i));
		i->path = path;
	}
	i->next = f->interpreters;
	f->interpreters = i;
	return i->real == NULL ? NULL : i;
}

/* PY_VERSION as it stands in a binary: a C string "3.13.0", "3.13.0rc1+". */
static char *
scan_version(struct arena *a, const char *file, const char *minor)
{
	int fd = open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	if (fd < 0)
		return NULL;
	char *found = NULL;
	char want[16];
	int n = snprintf(want, sizeof(want), "%s.", minor);
	char *chunk = arena_alloc(a, SCAN_CHUNK);
	enum { OVERLAP = 32 };
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		for (off_t at = 0; found == NULL && at < st.st_size && at < EXECUTABLE_LIMIT;
		     at += SCAN_CHUNK - OVERLAP) {
			ssize_t size = pread(fd, chunk, SCAN_CHUNK, at);
			if (size < OVERLAP)
				break;
			char *end = chunk + size;
			for (char *hit = chunk; found == NULL; hit++) {
				hit = memmem(hit, (size_t)(end - hit), want, (size_t)n);
				if (hit == NULL)
					break;
				size_t length = strnlen(hit, (size_t)(end - hit));
				if (hit > chunk && hit[-1] == '\0' && length > (size_t)n && length < 16 &&
				    hit + length < end && is_digit(hit[n]) && strspn(hit, "0123456789.abrc+") == length)
					found = arena_strndup(a, hit, length);
			}
		}
	close(fd);
	return found;
}

const char *
interpreter_version(struct facts *f, struct interpreter *i)
{
	if (i->version_sought)
		return i->version;
	i->version_sought = true;
	if (i->minor == NULL)
		return i->version = i->cfg_version;
	if (i->base_prefix != NULL) {
		/* "python3.7m": pymalloc's mark, until 3.8. */
		char *text = NULL;
		for (int m = 0; m < 2 && text == NULL; m++)
			text = path_read(f->arena,
					 arena_printf(f->arena, "%s/include/%s%s/patchlevel.h", i->base_prefix,
						      i->libname, m == 0 ? "" : "m"),
					 CFG_LIMIT, true, NULL);
		/* PyPy's header has its Python version on the same line. */
		const char *at = text == NULL ? NULL : strstr(text, "define PY_VERSION ");
		at = at == NULL ? NULL : strchr(at, '"');
		if (at != NULL && strncmp(at + 1, i->minor, strlen(i->minor)) == 0)
			return i->version = arena_strndup(f->arena, at + 1, strcspn(at + 1, "\"\n+"));
		static const char *const shared[] = {"lib/lib%s.so.1.0", "lib64/lib%s.so.1.0",
						     "lib/x86_64-linux-gnu/lib%s.so.1.0",
						     "lib/aarch64-linux-gnu/lib%s.so.1.0"};
		if (!i->pypy)
			i->version = scan_version(f->arena, i->real, i->minor);
		for (size_t s = 0; !i->pypy && i->version == NULL && s < sizeof(shared) / sizeof(shared[0]); s++) {
			const char *percent = strstr(shared[s], "%s");
			char *name = arena_printf(f->arena, "%s/%.*s%s%s", i->base_prefix, (int)(percent - shared[s]),
						  shared[s], i->libname, percent + 2);
			i->version = scan_version(f->arena, name, i->minor);
		}
	}
	if (i->version == NULL && i->cfg_version != NULL)
		i->version = arena_strndup(f->arena, i->cfg_version, strspn(i->cfg_version, "0123456789.abrc"));
	return i->version;
}

bool
interpreter_is_system(const struct interpreter *i)
{
	return i->pyvenv == NULL && i->base_prefix != NULL && strcmp(i->base_prefix, "/usr") == 0 &&
	       (strncmp(i->real, "/usr/bin/", 9) == 0 || strncmp(i->real, "/usr/libexec/", 13) == 0);
}

bool
interpreter_same(const struct interpreter *x, const struct interpreter *y)
{
	return strcmp(x->real, y->real) == 0 && (x->pyvenv == NULL) == (y->pyvenv == NULL) &&
	       (x->pyvenv == NULL || strcmp(x->pyvenv, y->pyvenv) == 0);
}
