/* Which interpreter failed: the process's, the command line's, or the one whose
 * paths a traceback shows. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "facts/interpreter.h"
#include "facts/program.h"

/* pyenv puts scripts into PATH that start the version chosen by PYENV_VERSION,
 * the nearest .python-version upward, or its root's version file. */
static struct interpreter *
behind_shim(struct subject *s, const char *shim)
{
	enum { VERSION_FILE = 1024, STEPS = 40 };
	struct arena *a = s->facts->arena;
	char *shims = path_dir(a, shim);
	if (strcmp(path_base(shims), "shims") != 0)
		return NULL;
	char *root = path_dir(a, shims);
	const char *version = s->process == NULL ? getenv("PYENV_VERSION") : NULL, *cwd = subject_cwd(s);
	for (int step = 0; version == NULL && cwd != NULL && step < STEPS; step++, cwd = path_dir(a, cwd)) {
		version = path_read(a, path_join(a, cwd, ".python-version"), VERSION_FILE, true, NULL);
		if (strcmp(cwd, "/") == 0)
			break;
	}
	if (version == NULL)
		version = path_read(a, path_join(a, root, "version"), VERSION_FILE, true, NULL);
	if (version == NULL)
		return NULL;
	size_t n = strcspn(version, " :\t\r\n");
	return interpreter_at(s->facts,
			      arena_printf(a, "%s/versions/%.*s/bin/%s", root, (int)n, version, path_base(shim)));
}

/* Finds `word` as Python finds itself from argv[0]: a path, or a name on PATH. */
static struct interpreter *
interpreter_named(struct subject *s, const char *word)
{
	struct arena *a = s->facts->arena;
	const char *cwd = subject_cwd(s);
	if (word == NULL || *word == '\0')
		return NULL;
	if (strchr(word, '/') != NULL)
		return interpreter_at(s->facts, path_normal(a, word, cwd == NULL ? "/" : cwd));
	const char *path = subject_env(s, "PATH");
	const char *found = path_search(a, word, path != NULL ? path : s->facts->self_path);
	if (found == NULL)
		return NULL;
	struct interpreter *i = interpreter_at(s->facts, path_normal(a, found, cwd == NULL ? "/" : cwd));
	return i != NULL ? i : behind_shim(s, found);
}

static struct interpreter *
of_process(struct subject *s)
{
	const struct process *p = s->process;
	const char *names[] = {p->argc > 0 ? p->argv[0] : NULL, p->execfn};
	for (size_t n = 0; n < 2; n++) {
		/* argv[0] is whatever the caller made it: it counts if it leads to what really ran. */
		struct interpreter *i = interpreter_named(s, names[n]);
		if (i != NULL && (p->exe == NULL || strcmp(i->real, p->exe) == 0))
			return i;
	}
	return p->exe == NULL ? NULL : interpreter_at(s->facts, p->exe);
}

static struct interpreter *
of_command(struct subject *s)
{
	const struct program *p = subject_program(s);
	if (p->argc == 0)
		return NULL;
	if (p->own == 1 && p->script != NULL && p->path != NULL) {
		const char *shebang = program_shebang(s->facts->arena, p->path);
		struct interpreter *i = interpreter_named(s, shebang);
		if (i != NULL)
			return i;
	}
	return interpreter_named(s, p->argv[0]);
}

/* "/x/.venv/lib/python3.9/site-packages/…" leads to /x/.venv/bin/python3.9. A
 * venv's traceback shows its base's standard library too, so that only what was
 * installed tells of the environment. */
static struct interpreter *
of_frames(struct subject *s, bool installed)
{
	enum { CHAIN = 16 };
	struct arena *a = s->facts->arena;
	unsigned depth = 0;
	for (const struct failure *f = s->failure; f != NULL && depth < CHAIN; f = f->cause, depth++)
		for (size_t n = 0; n < f->frame_count; n++) {
			const char *file = f->frames[n].file;
			const char *lib = strstr(file, "/lib/python");
			if (*file != '/' || lib == NULL || (installed && strstr(lib, "/site-packages/") == NULL))
				continue;
			size_t name = strcspn(lib + 5, "/");
			if (strcspn(lib + 5, ".") > name)
				continue; /* Debian's lib/python3 says nothing of the minor version */
			char *bin = arena_printf(a, "%.*s/bin", (int)(lib - file), file);
			struct interpreter *i =
				interpreter_at(s->facts, path_join(a, bin, arena_strndup(a, lib + 5, name)));
			if (i == NULL)
				i = interpreter_at(s->facts, path_join(a, bin, "python"));
			if (i != NULL)
				return i;
		}
	return NULL;
}

/* Where no process is known: what the traceback shows, and the command line as
 * far as that does not contradict it. */
static struct interpreter *
of_text(struct subject *s)
{
	struct interpreter *installed = of_frames(s, true);
	if (installed != NULL)
		return installed;
	struct interpreter *shown = of_frames(s, false), *named = of_command(s);
	bool agree = shown == NULL || (named != NULL && named->library != NULL && shown->library != NULL &&
				       strcmp(named->library, shown->library) == 0);
	return named != NULL && agree ? named : shown;
}

struct interpreter *
subject_interpreter(struct subject *s)
{
	if (s->interpreter_sought || !s->facts->local)
		return s->interpreter;
	s->interpreter_sought = true;
	if (s->process != NULL && s->process->python)
		s->interpreter = of_process(s);
	else
		s->interpreter = of_text(s);
	/* `remedy facts` with nothing to go by: the one a person gets. */
	if (s->interpreter == NULL && s->facts->run == NULL)
		s->interpreter = interpreter_named(s, "python3");
	return s->interpreter;
}
