/* A folder of its own for each test of facts, and what they are asked about:
 * Pythons made of names and landmarks, runs made of texts. */
#ifndef REMEDY_TESTS_FACTS_TREE_H
#define REMEDY_TESTS_FACTS_TREE_H

#include <elf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/path.h"
#include "facts/interpreter.h"

struct tree {
	struct arena *arena;
	char *dir;
	char *path, *home; /* as they were */
};

static int
tree_setup(void **state)
{
	struct tree *t = calloc(1, sizeof(*t));
	t->arena = arena_new();
	const char *base = getenv("TMPDIR");
	char *dir = realpath(base != NULL ? base : "/tmp", NULL);
	t->dir = arena_printf(t->arena, "%s/facts.XXXXXX", dir);
	free(dir);
	t->path = arena_strdup(t->arena, getenv("PATH"));
	t->home = arena_strdup(t->arena, getenv("HOME"));
	*state = t;
	if (mkdtemp(t->dir) == NULL)
		return 1;
	setenv("HOME", path_join(t->arena, t->dir, "home"), 1);
	unsetenv("PYENV_ROOT");
	return 0;
}

static int
tree_teardown(void **state)
{
	struct tree *t = *state;
	setenv("PATH", t->path, 1);
	if (t->home != NULL)
		setenv("HOME", t->home, 1);
	int status = system(arena_printf(t->arena, "chmod -R u+w '%s'; rm -rf '%s'", t->dir, t->dir));
	arena_free(t->arena);
	free(t);
	return status;
}

static inline char *
tree_path(struct tree *t, const char *name)
{
	return path_join(t->arena, t->dir, name);
}

/* Writes a file below the folder, making its parents; returns its path. */
static char *
tree_write(struct tree *t, const char *name, const char *bytes, size_t n)
{
	char *path = tree_path(t, name);
	assert_true(path_write(t->arena, path, bytes, n));
	return path;
}

static inline char *
tree_file(struct tree *t, const char *name, const char *text)
{
	return tree_write(t, name, text, strlen(text));
}

static inline void
tree_dir(struct tree *t, const char *name)
{
	tree_file(t, arena_printf(t->arena, "%s/.keep", name), "");
}

static inline void
tree_link(struct tree *t, const char *name, const char *to)
{
	char *path = tree_path(t, name);
	tree_file(t, arena_printf(t->arena, "%s.keep", name), "");
	assert_int_equal(symlink(to, path), 0);
}

/* An executable or extension as far as anybody looks: an ELF header, then `more`. */
static inline char *
tree_elf(struct tree *t, const char *name, int machine, const char *more, size_t size)
{
	Elf64_Ehdr head = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB, EV_CURRENT},
			   .e_type = ET_DYN,
			   .e_machine = (Elf64_Half)machine};
	char *bytes = arena_alloc(t->arena, sizeof(head) + size);
	memcpy(bytes, &head, sizeof(head));
	if (size > 0)
		memcpy(bytes + sizeof(head), more, size);
	char *path = tree_write(t, name, bytes, sizeof(head) + size);
	assert_int_equal(chmod(path, 0755), 0);
	return path;
}

/* A Python `minor` with prefix `prefix`: executable, landmark, one extension
 * that shows the tag, an empty site-packages. */
static inline char *
tree_python(struct tree *t, const char *prefix, const char *minor)
{
	struct arena *a = t->arena;
	char *python = tree_elf(t, arena_printf(a, "%s/bin/python%s", prefix, minor), EM_X86_64, NULL, 0);
	tree_file(t, arena_printf(a, "%s/lib/python%s/os.py", prefix, minor), "");
	tree_elf(t,
		 arena_printf(a, "%s/lib/python%s/lib-dynload/_bz2.cpython-3%s-x86_64-linux-gnu.so", prefix, minor,
			      minor + 2),
		 EM_X86_64, NULL, 0);
	tree_dir(t, arena_printf(a, "%s/lib/python%s/site-packages", prefix, minor));
	return python;
}

/* A venv at `dir` whose python is a link to `python`. */
static inline char *
tree_venv(struct tree *t, const char *dir, const char *python, const char *minor)
{
	struct arena *a = t->arena;
	tree_link(t, arena_printf(a, "%s/bin/python", dir), python);
	tree_file(t, arena_printf(a, "%s/pyvenv.cfg", dir),
		  arena_printf(a, "home = %s\ninclude-system-site-packages = false\nversion = %s.9\n",
			       path_dir(a, python), minor));
	tree_dir(t, arena_printf(a, "%s/lib/python%s/site-packages", dir, minor));
	return tree_path(t, arena_printf(a, "%s/bin/python", dir));
}

/* Facts of a process that was started as the words say, in `cwd`, and wrote
 * `text`; env may be NULL. */
static inline struct facts *
tree_facts(struct tree *t, struct catalog *c, const char *const *words, const char *cwd, const char *text, char **env)
{
	struct arena *a = t->arena;
	static char *no_env[] = {NULL};
	struct process *p = arena_alloc(a, sizeof(*p));
	while (words[p->argc] != NULL)
		p->argc++;
	p->argv = arena_array(a, p->argc + 1, sizeof(*p->argv));
	for (size_t n = 0; n < p->argc; n++)
		p->argv[n] = arena_strdup(a, words[n]);
	p->pid = 1;
	p->python = true;
	p->ended = true;
	p->status = 1;
	p->cwd = cwd;
	p->env = env == NULL ? no_env : env;
	p->text = text;
	p->size = strlen(text);
	struct run *r = run_from_text(a, text, strlen(text), NULL, 1);
	r->local = true;
	r->cwd = cwd;
	r->processes = p;
	r->count = 1;
	struct facts *f = facts_new(a, c, failure_parse(a, r));
	facts_patience(f, 60 * 1000); /* however busy the machine */
	return f;
}

/* Facts of text from another machine. */
static inline struct facts *
tree_foreign(struct tree *t, const char *text, const char *command)
{
	return facts_new(t->arena, NULL,
			 failure_parse(t->arena, run_from_text(t->arena, text, strlen(text), command, -1)));
}

static inline struct match
tree_match(struct tree *t, const char *group, const char *value)
{
	struct capture_group *g = arena_alloc(t->arena, sizeof(*g));
	*g = (struct capture_group){group, value};
	return (struct match){.groups = g, .group_count = 1};
}

/* The fact has that value; NULL: it is not known. */
#define assert_fact(facts, match, name, value)                                                                         \
	do {                                                                                                           \
		const char *fact_ = facts_get(facts, match, name), *expected_ = (value);                               \
		if (expected_ == NULL ? fact_ != NULL : fact_ == NULL || strcmp(fact_, expected_) != 0)                \
			fail_msg("%s is %s, not %s", name, fact_ != NULL ? fact_ : "unknown",                          \
				 expected_ != NULL ? expected_ : "unknown");                                           \
	} while (0)
#define assert_unknown(facts, match, name) assert_fact(facts, match, name, NULL)

#endif
