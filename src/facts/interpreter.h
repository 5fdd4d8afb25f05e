/* interpreter: a Python as it stands on the disk. Learned from names, links,
 * pyvenv.cfg and landmarks, as getpath and site.py do it; never by starting it. */
#ifndef REMEDY_FACTS_INTERPRETER_H
#define REMEDY_FACTS_INTERPRETER_H

#include "facts/fact.h"

struct interpreter {
	struct interpreter *next;
	const char *path;        /* as started, absolute, links not followed */
	const char *real;        /* the executable behind all links */
	const char *pyvenv;      /* pyvenv.cfg, or NULL */
	bool system_site;        /* a venv that sees its base's site directories */
	const char *cfg_version; /* "3.11.2", as pyvenv.cfg has it, or NULL */
	const char *prefix;      /* sys.prefix */
	const char *base_prefix; /* sys.base_prefix, or NULL */
	const char *libname;     /* "python3.13", "python3.13t", "pypy3.10" */
	const char *library;     /* the standard library's folder, or NULL */
	const char *minor;       /* "3.13" */
	bool pypy, free_threaded;
	int machine;          /* e_machine of its ELF header, 0 if unknown */
	const char *abi;      /* see interpreter_abi */
	const char *platform; /* "x86_64-linux-gnu", or NULL; known with abi */
	bool abi_sought;
	const char *version; /* see interpreter_version */
	bool version_sought;
	const char **sites; /* see interpreter_sites */
};

/* The interpreter at an absolute path; NULL if there is none (a shim that is a
 * script is none). The same path gives the same struct. */
struct interpreter *interpreter_at(struct facts *f, const char *path);

/* "3.13.0" from patchlevel.h, the executable's own constant or pyvenv.cfg; NULL
 * if only the minor version is known. */
const char *interpreter_version(struct facts *f, struct interpreter *i);
/* The tag of extensions it accepts: "cpython-313"; NULL if unknown. */
const char *interpreter_abi(struct facts *f, struct interpreter *i);
/* Its site directories that are there, NULL-terminated, without the user's. */
const char **interpreter_sites(struct facts *f, struct interpreter *i);
/* Where its user site directory would be; base: PYTHONUSERBASE or NULL. */
const char *interpreter_user_site(struct facts *f, const struct interpreter *i, const char *base);
/* It is the distribution's own. */
bool interpreter_is_system(const struct interpreter *i);
/* Both are the same executable with the same environment. */
bool interpreter_same(const struct interpreter *x, const struct interpreter *y);
/* The shortest command that leads to it from a shell with this PATH in this
 * folder (either may be NULL), quoted; NULL if its path cannot be quoted. */
const char *interpreter_command(struct facts *f, const struct interpreter *i, const char *path, const char *cwd);

/* Others on this machine, in a fixed order without doubles: venvs beside `dir`
 * and `root` (either may be NULL), those on PATH, pyenv's, /usr/bin's. */
struct interpreter **interpreter_others(struct facts *f, const struct interpreter *mine, const char *dir,
					const char *root, size_t *count);

/* The one that failed (or that the text's paths lead to here); NULL if unknown. */
struct interpreter *subject_interpreter(struct subject *s);

/* e_machine of an ELF file; 0 if it is none. */
int elf_machine(const char *path);

#endif
