/* catalog: the patterns, and which of them fit a failure.
 *
 * Source is YAML (docs/patterns.md has the format); the hot path reads a
 * constant database (tinycdb) made from it, with PCRE2 code serialized. Layers,
 * strongest first: a trusted project's, the user's, the packs', the built-in. */
#ifndef REMEDY_CATALOG_CATALOG_H
#define REMEDY_CATALOG_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "failure/failure.h"

enum fix_kind {
	FIX_INSTALL,
	FIX_UPGRADE,
	FIX_REINSTALL,
	FIX_UNINSTALL, /* value: a requirement ("cffi", "numpy<2"), several by spaces */
	FIX_VENV,      /* value: requirements to install in a fresh environment of the failed interpreter */
	FIX_SYSTEM,    /* value: a canonical name of system.yaml, or "header:NAME", "library:SONAME", "tool:NAME" */
	FIX_RUN,       /* value: a command template; placeholders are shell-quoted as they enter */
	FIX_EDIT,      /* file, line, before, after */
	FIX_OPEN,      /* file, line */
	FIX_SAY,       /* value: a sentence */
	FIX_RETYPE,    /* before, after: the line that was typed, with that word of it replaced */
};

struct condition {         /* one entry of `when:` */
	const char *fact;  /* "python.version" */
	const char *value; /* "true", "false", "debian", "<3.12", ">=3.10", "!=x", "=~regex" */
	const char **any;  /* alternatives, NULL-terminated, instead of value; else NULL */
};

struct fix_template {
	enum fix_kind kind;
	const char *value;
	const char *label;                        /* English, "" if none */
	const char *reason;                       /* English, shown by `remedy why`; "" if none */
	const char *file, *line, *before, *after; /* edit, open, retype; NULL where not given */
	const struct condition *when;
	size_t when_count;
};

struct pattern {
	const char *id;
	const char *file; /* where it was written */
	int line;
	const char *layer;   /* "built-in", "pack", "user", "project" */
	int rank;            /* explicit, -10 … 10; 0 by default */
	const char *summary; /* template, English */
	const char *why;     /* template, English, "" if none */
	const char **docs;   /* addresses, NULL-terminated */
	const char **seen;
	const struct condition *when;
	size_t when_count;
	const struct fix_template *fixes;
	size_t fix_count;
};

struct capture_group {
	const char *name;
	const char *value; /* NULL: it took no part */
};

struct match {
	const struct pattern *pattern;
	const struct failure *failure;      /* which one it fits; for `text:` patterns the root, or NULL */
	const struct capture_group *groups; /* of match, frame, context and text together */
	size_t group_count;
	unsigned specificity; /* literal bytes and conditions that had to hold */
	unsigned distance;    /* 0: the root cause; 1, 2 …: steps outward in its chain */
};

struct matches {
	struct match *all; /* best first */
	size_t count;
};

struct catalog;

/* Opens all layers; rebuilds a compiled layer whose sources changed (into the
 * user's cache; the built-in one is made by `make`). A broken file costs its own
 * patterns and adds to d (may be NULL). Never NULL: it may be empty. project_dir
 * is where to look for .remedy/ from, or NULL. */
struct catalog *catalog_open(struct arena *a, const char *project_dir, struct diagnostics *d);
void catalog_close(struct catalog *c);
/* The project's .remedy folder, if it is not read because it changed since the user
 * allowed it; else NULL. */
const char *catalog_blocked(const struct catalog *c);

/* The patterns that fit, by text alone; facts (`when:`) are not asked. Best first:
 * by layer (project, user, pack, built-in), rank less distance, distance, conditions,
 * specificity, id. The same input gives the same answer. */
struct matches catalog_match(struct arena *a, struct catalog *c, const struct failures *f);

/* One pattern by id, from the strongest layer; NULL if there is none. */
const struct pattern *catalog_find(struct arena *a, struct catalog *c, const char *id);

/* The pattern that catalog_find does not give because a stronger layer's `disable:` has
 * its id, and where that stands; NULL if there is none such. */
struct disabler {
	const char *file;
	int line;
};
const struct pattern *catalog_find_disabled(struct arena *a, struct catalog *c, const char *id, struct disabler *by);

/* modules.yaml: import name (top level or dotted, longest known prefix wins) ->
 * what provides it. NULL if unknown. */
struct module_entry {
	const char *import;
	const char *distribution;
	const char *apt, *dnf, *pacman, *apk, *brew, *conda; /* NULL where unknown */
	const char *note;                                    /* e.g. "not 'jwt'", or NULL */
};
const struct module_entry *catalog_module(struct arena *a, struct catalog *c, const char *import);
/* The same, and also rows that no index has (`distribution` is NULL there): what modules.yaml tells of apt_pkg or bpy. */
const struct module_entry *catalog_module_bare(struct arena *a, struct catalog *c, const char *import);
/* The known import name that `name` most likely misspells, if it is the only
 * nearest one: two letters swapped; one letter off in names of four and more
 * with the same first letter, two in names of eight and more. NULL for names
 * that people give to modules of their own (utils, config …). */
const char *catalog_module_near(struct arena *a, struct catalog *c, const char *name);
/* A distribution's entry by its normalised name (PEP 503), or NULL. */
const struct module_entry *catalog_distribution(struct arena *a, struct catalog *c, const char *distribution);

/* system.yaml: what provides a library, header or tool. `name` is a canonical
 * name, "header:ffi.h", "library:libGL.so.1", "tool:gcc", "pkgconfig:libffi",
 * "link:ffi" (what -lffi wants). */
struct system_entry {
	const char *name;
	const char *apt, *dnf, *pacman, *apk, *zypper, *brew; /* package names by spaces; NULL where unknown */
};
const struct system_entry *catalog_system(struct arena *a, struct catalog *c, const char *name);

/* stdlib.yaml: what a standard module is. NULL if `module` is none of any version. */
struct stdlib_entry {
	const char *module;
	const char *added, *removed; /* "3.4", "3.12"; NULL if always / still there */
	const char *replacement;     /* a module or distribution to use instead, or NULL */
	const char *
		library; /* canonical system.yaml name an optional C module is built against ("libffi" for _ctypes), or NULL */
	const char *debian; /* Debian's split package ("python3-tk"), or NULL */
};
const struct stdlib_entry *catalog_stdlib(struct arena *a, struct catalog *c, const char *module);

#endif
