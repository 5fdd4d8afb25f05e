/* compiler: errors of gcc, clang, rustc, the linker, CMake, meson, pkg-config
 * and configure, wherever they stand: in a terminal, in pip's quotation. */
#include <string.h>

#include "failure/parser.h"

static struct failure *
compiler_failure(struct scope *s, const struct line *l, const char *tool, const char *message, size_t n)
{
	struct failure *f = failure_new(s, FAILURE_TOOL, l->start);
	f->type = f->name = tool;
	f->message = arena_strndup(s->parser->arena, message, n);
	f->end = l->next;
	return f;
}

static size_t
compiler_add(struct scope *s, struct failure *f, enum weight weight)
{
	s->pending = LINK_NONE;
	scope_add(s, f, weight);
	return f->end;
}

/* The indented lines below, as CMake and rustc have them; empty lines between
 * them belong to it. */
static size_t
indented(struct scope *s, size_t offset)
{
	enum { MOST = 60 };
	size_t end = offset;
	struct line m;
	for (int i = 0; i < MOST && line_read(&s->view, offset, &m); i++) {
		if (m.n > 0 && m.s[0] != ' ')
			break;
		offset = m.next;
		if (m.n > 0)
			end = offset;
	}
	return end;
}

static void
add_place(struct scope *s, struct failure *f, const char *file, size_t n, int line)
{
	failure_add_frame(s, f, (struct frame){.file = arena_strndup(s->parser->arena, file, n), .line = line});
}

/* "file.c:12:10: fatal error: ffi.h: No such file or directory" */
static size_t
compiler_gcc(struct scope *s, const struct line *l)
{
	static const char *const words[] = {": fatal error: ", ": error: ", ": internal compiler error: "};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const char *at = line_find(l, words[i]);
		if (at == NULL)
			continue;
		size_t n = (size_t)(at - l->s), digits;
		/* Back over ":12:10" or ":12". */
		size_t place = n, last = n;
		int line = 0;
		for (int k = 0; k < 2; k++) {
			size_t number = place;
			while (number > 0 && l->s[number - 1] >= '0' && l->s[number - 1] <= '9')
				number--;
			if (number == place || number < 2 || l->s[number - 1] != ':')
				break;
			line = line_number(l->s + number, place - number, &digits);
			place = number - 1;
			last = place;
		}
		const char *message = at + strlen(words[i]);
		size_t left = l->n - (size_t)(message - l->s);
		/* A type checker's findings are no compiler's errors. */
		if (last < n && ((last > 3 && memcmp(l->s + last - 3, ".py", 3) == 0) ||
				 (last > 4 && memcmp(l->s + last - 4, ".pyi", 4) == 0)))
			return 0;
		if (last < n) {
			const char *tool = memmem(l->s, last, ".pyx", 4) != NULL ? "cython" : "gcc";
			struct failure *f = compiler_failure(s, l, tool, message, left);
			add_place(s, f, l->s, last, line);
			return compiler_add(s, f, WEIGHT_FULL);
		}
		/* "gcc: fatal error: cannot execute 'cc1plus': execvp: No such file or directory" */
		if ((line_starts(l, "gcc: ") || line_starts(l, "g++: ") || line_starts(l, "cc: ") ||
		     line_starts(l, "cc1") || line_starts(l, "clang: ")) ||
		    line_find(l, "-gcc: ") != NULL)
			return compiler_add(s, compiler_failure(s, l, "gcc", message, left), WEIGHT_FULL);
	}
	if (line_starts(l, "clang: error: "))
		return compiler_add(s, compiler_failure(s, l, "clang", l->s + 14, l->n - 14),
				    line_find(l, "linker command failed") ? WEIGHT_CONSEQUENCE : WEIGHT_FULL);
	return 0;
}

/* MSVC: "file.c(12): fatal error C1083: Cannot open include file: 'ffi.h'", "LINK : fatal error LNK1181: …" */
static size_t
compiler_msvc(struct scope *s, const struct line *l)
{
	const char *at = line_find(l, "error C");
	if (at == NULL)
		at = line_find(l, "fatal error LNK");
	if (at == NULL || line_find(l, ": ") == NULL || l->n - (size_t)(at - l->s) < 10)
		return 0;
	const char *digit = at[6] == 'C' ? at + 7 : at + strlen("fatal error LNK");
	if (*digit < '0' || *digit > '9')
		return 0;
	return compiler_add(s, compiler_failure(s, l, "msvc", at, l->n - (size_t)(at - l->s)), WEIGHT_FULL);
}

static size_t
compiler_linker(struct scope *s, const struct line *l)
{
	if (line_find(l, "ld: cannot find ") != NULL || line_find(l, "ld: library not found for ") != NULL ||
	    line_find(l, "ld: library '") != NULL)
		return compiler_add(s, compiler_failure(s, l, "ld", l->s, l->n), WEIGHT_FULL);
	if (line_find(l, ": undefined reference to `") != NULL || line_find(l, "file not recognized: ") != NULL ||
	    line_find(l, "relocation R_") != NULL)
		return compiler_add(s, compiler_failure(s, l, "ld", l->s, l->n), WEIGHT_FULL);
	if (line_starts(l, "collect2: ") && line_find(l, "error: ld ") != NULL)
		return compiler_add(s, compiler_failure(s, l, "ld", l->s, l->n), WEIGHT_CONSEQUENCE);
	return 0;
}

/* rustc's "error[E0433]: …" and "error: …" with "  --> file:1:2" below; cargo's. */
static size_t
compiler_rust(struct scope *s, const struct line *l)
{
	if (!line_starts(l, "error"))
		return 0;
	struct line next;
	bool coded = line_starts(l, "error[E");
	static const char *const cargo[] = {
		"error: failed to run custom build command",
		"error: linker `",
		"error: could not find `Cargo.toml`",
		"error: package `",
		"error: failed to parse lock file",
		"error: no matching package",
		"error: failed to get `",
		"error: failed to download",
		"error: failed to load manifest",
		"error: the configured Python interpreter",
		"error: toolchain '",
		"error: rustup could not choose",
		"error: Unable to update registry",
		"error: failed to select a version",
	};
	bool from_cargo = false;
	for (size_t i = 0; !from_cargo && i < sizeof(cargo) / sizeof(cargo[0]); i++)
		from_cargo = line_starts(l, cargo[i]);
	bool placed = line_starts(l, "error: ") && line_read(&s->view, l->next, &next);
	if (placed) {
		struct line t = line_trim(&next);
		placed = line_starts(&t, "--> ");
	}
	if (line_starts(l, "error: could not compile `") || line_starts(l, "error: aborting due to"))
		return compiler_add(s, compiler_failure(s, l, "cargo", l->s, l->n), WEIGHT_CONSEQUENCE);
	if (!coded && !placed && !from_cargo)
		return 0;
	struct failure *f = compiler_failure(s, l, from_cargo ? "cargo" : "rustc", l->s, l->n);
	if (!from_cargo && line_read(&s->view, l->next, &next)) {
		struct line t = line_trim(&next);
		size_t digits;
		const char *colon = line_starts(&t, "--> ") ? memchr(t.s + 4, ':', t.n - 4) : NULL;
		if (colon != NULL)
			add_place(s, f, t.s + 4, (size_t)(colon - t.s) - 4,
				  line_number(colon + 1, t.n - (size_t)(colon - t.s) - 1, &digits));
	}
	if (from_cargo) {
		/* "Caused by:" and what the build script wrote belong to it. */
		size_t end = l->next;
		for (int i = 0; i < 8 && line_read_filled(&s->view, end, 1, &next) && line_starts(&next, "Caused by:");
		     i++)
			end = indented(s, next.next);
		if (end > l->next)
			f->message = arena_printf(s->parser->arena, "%s\n%s", f->message,
						  scope_text(s, &s->view, l->next, end));
		f->end = end;
	}
	return compiler_add(s, f, WEIGHT_FULL);
}

/* "CMake Error at CMakeLists.txt:3 (find_package):" and the message below it. */
static size_t
compiler_cmake(struct scope *s, const struct line *l)
{
	if (!line_starts(l, "CMake Error"))
		return 0;
	if (line_starts(l, "CMake Error: CMAKE_") || line_starts(l, "CMake Error: Could not") || !line_ends(l, ":"))
		return compiler_add(s, compiler_failure(s, l, "cmake", l->s, l->n), WEIGHT_FULL);
	size_t end = indented(s, l->next), digits;
	struct failure *f = compiler_failure(s, l, "cmake", "", 0);
	struct line m;
	size_t from = l->next;
	while (from < end && line_read(&s->view, from, &m) && m.n == 0)
		from = m.next;
	struct view shifted = s->view;
	shifted.margin = arena_printf(s->parser->arena, "%.*s  ", (int)s->view.margin_size, s->view.margin);
	shifted.margin_size += 2;
	f->message = scope_text(s, &shifted, from, end);
	f->end = end;
	if (line_starts(l, "CMake Error at ")) {
		const char *file = l->s + 15, *colon = memchr(file, ':', l->n - 15);
		if (colon != NULL)
			add_place(s, f, file, (size_t)(colon - file),
				  line_number(colon + 1, l->n - (size_t)(colon + 1 - l->s), &digits));
	}
	return compiler_add(s, f, WEIGHT_FULL);
}

size_t
compiler_parse(struct scope *s, const struct line *line)
{
	/* Indented where a build's output is shown; what is below keeps its own indent. */
	struct line l = line_trim(line);
	if (!s->likely)
		return 0;
	size_t end = compiler_cmake(s, &l);
	if (end == 0)
		end = compiler_rust(s, &l);
	if (end == 0)
		end = compiler_linker(s, &l);
	if (end == 0)
		end = compiler_gcc(s, &l);
	if (end == 0)
		end = compiler_msvc(s, &l);
	if (end > 0)
		return end;
	const char *at;
	if (line_starts(&l, "Package ") && (at = line_find(&l, "not found")) != NULL &&
	    (line_find(&l, "pkg-config") != NULL || line_find(&l, "required by") != NULL))
		return compiler_add(s, compiler_failure(s, &l, "pkg-config", l.s, l.n), WEIGHT_FULL);
	if (line_starts(&l, "No package '") && line_ends(&l, "' found"))
		return compiler_add(s, compiler_failure(s, &l, "pkg-config", l.s, l.n), WEIGHT_FULL);
	if (line_starts(&l, "configure: error: "))
		return compiler_add(s, compiler_failure(s, &l, "configure", l.s + 18, l.n - 18), WEIGHT_FULL);
	if ((at = line_find(&l, ": ERROR: ")) != NULL && line_find(&l, "meson.build:") != NULL)
		return compiler_add(s, compiler_failure(s, &l, "meson", at + 9, l.n - (size_t)(at - l.s) - 9),
				    WEIGHT_FULL);
	return 0;
}
