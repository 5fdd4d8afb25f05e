/* program: what the failed interpreter was running, from its arguments. */
#ifndef REMEDY_FACTS_PROGRAM_H
#define REMEDY_FACTS_PROGRAM_H

#include "facts/fact.h"

struct program {
	const char **argv; /* the interpreter first */
	size_t argc;
	size_t own; /* index of what it runs: the script, or the first argument behind -m NAME; argc if nothing */
	const char *script; /* as given, or NULL */
	const char *path;   /* the script, absolute, or NULL */
	const char *module; /* behind -m, or NULL */
	bool code;          /* -c */
	bool isolated;      /* -I */
	bool no_env;        /* -E or -I */
	bool no_user_site;  /* -s or -I */
	bool no_site;       /* -S */
	bool safe_path;     /* -P or -I */
};

/* Never NULL: of the process's arguments, else of the command line, else empty. */
const struct program *subject_program(struct subject *s);

/* The words of the first simple command in a command line, quotes removed,
 * nothing expanded but "~/", NULL-terminated; assignments and prefixes such as env,
 * time, nice and "uv run" left out. */
const char **program_words(struct arena *a, const char *command, size_t *count);

/* The interpreter that a script's first line names ("/usr/bin/python3", or
 * "python3" behind env), or NULL. */
const char *program_shebang(struct arena *a, const char *script);

/* Calls `use` for each top-level name that the Python file imports, once or
 * more, until it returns false. */
void program_imports(struct arena *a, const char *file, bool (*use)(void *context, const char *name), void *context);

#endif
