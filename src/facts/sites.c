/* Where an interpreter looks for what was installed for it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/quote.h"
#include "facts/interpreter.h"

enum { SITES = 16, OTHERS = 40, SEARCH_PATH = 64 };

struct folder {
	dev_t device;
	ino_t inode;
};

struct site_list {
	struct facts *facts;
	const char **dirs;
	size_t count;
	struct folder folders[SITES];
};

/* Once, also where it has two names: lib64 is often a link to lib. */
static void
add_dir(struct site_list *l, const char *dir)
{
	struct stat st;
	if (l->count + 1 >= SITES || stat(dir, &st) != 0 || !S_ISDIR(st.st_mode))
		return;
	for (size_t i = 0; i < l->count; i++)
		if (l->folders[i].device == st.st_dev && l->folders[i].inode == st.st_ino)
			return;
	l->folders[l->count] = (struct folder){st.st_dev, st.st_ino};
	l->dirs[l->count++] = arena_strdup(l->facts->arena, dir);
}

static void
add_prefix(struct site_list *l, const struct interpreter *i, const char *prefix)
{
	struct arena *a = l->facts->arena;
	add_dir(l, arena_printf(a, "%s/lib/%s/site-packages", prefix, i->libname));
	add_dir(l, arena_printf(a, "%s/lib64/%s/site-packages", prefix, i->libname));
	if (i->pypy) /* 7.3.5 and older */
		add_dir(l, path_join(a, prefix, "site-packages"));
}

const char **
interpreter_sites(struct facts *f, struct interpreter *i)
{
	if (i->sites != NULL)
		return i->sites;
	struct site_list l = {.facts = f, .dirs = arena_array(f->arena, SITES + 1, sizeof(char *))};
	i->sites = l.dirs;
	if (i->libname == NULL)
		return l.dirs;
	if (i->pyvenv != NULL) {
		add_prefix(&l, i, i->prefix);
		if (!i->system_site)
			return l.dirs;
	}
	if (i->base_prefix == NULL)
		return l.dirs;
	/* Debian's own Python has dist-packages, and shares one among all minor versions of 3. */
	if (strcmp(i->base_prefix, "/usr") == 0) {
		add_dir(&l, arena_printf(f->arena, "/usr/local/lib/%s/dist-packages", i->libname));
		if (i->minor[0] == '3')
			add_dir(&l, "/usr/lib/python3/dist-packages");
		add_dir(&l, arena_printf(f->arena, "/usr/lib/%s/dist-packages", i->libname));
		add_prefix(&l, i, "/usr/local"); /* Fedora's pip installs there */
	}
	add_prefix(&l, i, i->base_prefix);
	return l.dirs;
}

const char *
interpreter_user_site(struct facts *f, const struct interpreter *i, const char *base)
{
	const char *home = getenv("HOME");
	if (i->libname == NULL)
		return NULL;
	if (base != NULL && *base == '/')
		return arena_printf(f->arena, "%s/lib/%s/site-packages", base, i->libname);
	if (home == NULL || *home != '/')
		return NULL;
	return arena_printf(f->arena, "%s/.local/lib/%s/site-packages", home, i->libname);
}

/* What an interpreter's command may be: a name, if PATH leads to the same one by
 * it. `python` alone is only said of an environment that is active. */
static const char *
name_on_path(struct facts *f, const struct interpreter *i, const char *path)
{
	const char *stem = i->pypy ? "pypy" : "python";
	const char *names[4];
	size_t n = 0;
	bool active = i->pyvenv != NULL ||
		      path_is_dir(path_join(f->arena, i->prefix == NULL ? "/" : i->prefix, "conda-meta"));
	if (active && !i->pypy)
		names[n++] = "python";
	if (i->minor != NULL && !active)
		names[n++] = arena_printf(f->arena, "%s%s%s", stem, i->minor, i->free_threaded ? "t" : "");
	if (i->minor != NULL && !active && i->free_threaded)
		names[n++] = arena_printf(f->arena, "%s%s", stem, i->minor);
	if (i->minor == NULL || active || i->pypy)
		names[n++] = i->pypy ? "pypy3" : "python3";
	for (size_t k = 0; k < n; k++) {
		char *found = path_search(f->arena, names[k], path);
		struct interpreter *there = found == NULL ? NULL : interpreter_at(f, path_normal(f->arena, found, "/"));
		if (there != NULL && *found == '/' && interpreter_same(there, i))
			return names[k];
	}
	return NULL;
}

/* The word that the person typed, where it is one of pyenv's shims: those are
 * scripts, and this one has just led to this interpreter. */
static const char *
name_by_shim(struct facts *f, const struct interpreter *i, const char *path)
{
	const char *command = f->run != NULL ? f->run->command : NULL;
	for (size_t n; command != NULL && *command != '\0'; command += n) {
		command += strspn(command, " \t\n;&|()");
		n = strcspn(command, " \t\n;&|()");
		if (n < 6 || strncmp(command, "python", 6) != 0 || memchr(command, '/', n) != NULL)
			continue;
		const char *word = arena_strndup(f->arena, command, n);
		const char *found = path_search(f->arena, word, path);
		const char *shims = found == NULL ? NULL : strstr(found, "/shims/");
		if (shims == NULL)
			return NULL;
		/* …/.pyenv/shims/python3 and …/.pyenv/versions/3.11.7/bin/python3.11 */
		size_t root = (size_t)(shims - found);
		const char *real = i->real != NULL ? i->real : i->path;
		if (strncmp(real, found, root) == 0 && strncmp(real + root, "/versions/", 10) == 0 &&
		    word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789.")] == '\0')
			return word;
		return NULL;
	}
	return NULL;
}

const char *
interpreter_command(struct facts *f, const struct interpreter *i, const char *path, const char *cwd)
{
	struct arena *a = f->arena;
	const char *name = name_on_path(f, i, path);
	if (name == NULL && i->pyvenv == NULL)
		name = name_by_shim(f, i, path);
	if (name != NULL)
		return name;
	const char *home = getenv("HOME");
	size_t n = cwd == NULL ? 0 : strlen(cwd);
	if (n > 1 && strncmp(i->path, cwd, n) == 0 && i->path[n] == '/')
		return quote_word(a, i->path + n + 1, false);
	n = home == NULL || *home != '/' ? 0 : strlen(home);
	if (n > 1 && strncmp(i->path, home, n) == 0 && i->path[n] == '/') {
		const char *rest = quote_word(a, i->path + n + 1, false);
		return rest == NULL ? NULL : arena_printf(a, "~/%s", rest);
	}
	return quote_word(a, i->path, false);
}

struct others {
	struct others *next;
	struct facts *facts;
	const struct interpreter *mine;
	const char *dir, *root;
	struct interpreter **list;
	size_t count;
	struct folder folders[SEARCH_PATH]; /* of PATH, those looked into */
	size_t folder_count;
};

static void
add_other(struct others *o, const char *path)
{
	if (o->count >= OTHERS || !path_is_executable(path))
		return;
	struct interpreter *i = interpreter_at(o->facts, path);
	if (i == NULL || (o->mine != NULL && interpreter_same(i, o->mine)))
		return;
	for (size_t k = 0; k < o->count; k++)
		if (interpreter_same(o->list[k], i))
			return;
	o->list[o->count++] = i;
}

static void
add_venvs(struct others *o, const char *dir)
{
	static const char *const names[] = {".venv", "venv", "env", ".env", "virtualenv"};
	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		char *python = arena_printf(o->facts->arena, "%s/%s/bin/python", dir, names[n]);
		if (path_exists(arena_printf(o->facts->arena, "%s/%s/pyvenv.cfg", dir, names[n])))
			add_other(o, python);
	}
}

/* Newest first, so that the answer does not hang on the order of a folder. */
static int
newer_first(const void *x, const void *y)
{
	const char *a = *(const char *const *)x, *b = *(const char *const *)y;
	int order = strverscmp(b, a);
	return order != 0 ? order : strcmp(a, b);
}

/* The interpreters of pyenv's versions. */
static void
add_versions(struct others *o, const char *dir)
{
	enum { NAMES = 64 };
	const char **names = arena_array(o->facts->arena, NAMES, sizeof(*names));
	size_t n = 0;
	struct walk w;
	const struct dirent *entry;
	if (!walk_open(&w, o->facts, dir))
		return;
	while (n < NAMES && (entry = walk_next(&w)) != NULL)
		if (entry->d_name[strspn(entry->d_name, "0123456789.t")] == '\0')
			names[n++] = arena_strdup(o->facts->arena, entry->d_name);
	qsort(names, n, sizeof(*names), newer_first);
	for (size_t k = 0; k < n; k++)
		add_other(o, arena_printf(o->facts->arena, "%s/%s/bin/python", dir, names[k]));
}

/* The folder at fd was looked into before, by this or another name (/bin, /usr/bin). */
static bool
is_seen(struct others *o, int fd)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return true;
	for (size_t n = 0; n < o->folder_count; n++)
		if (o->folders[n].device == st.st_dev && o->folders[n].inode == st.st_ino)
			return true;
	if (o->folder_count < SEARCH_PATH)
		o->folders[o->folder_count++] = (struct folder){st.st_dev, st.st_ino};
	return false;
}

/* python3.17 … python3.6 and their free-threaded kin in a folder of PATH. Asked
 * for by name: /usr/bin has thousands of entries, and reading them all took half
 * of a report's time. */
static void
add_numbered(struct others *o, const char *dir)
{
	enum { NEWEST = 17, OLDEST = 6, THREADED = 13 };
	int folder = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return;
	for (int minor = is_seen(o, folder) ? 0 : NEWEST; minor >= OLDEST; minor--)
		for (int threaded = 0; threaded < (minor < THREADED ? 1 : 2); threaded++) {
			char *name = arena_printf(o->facts->arena, "python3.%d%s", minor, threaded != 0 ? "t" : "");
			if (faccessat(folder, name, X_OK, 0) == 0)
				add_other(o, path_join(o->facts->arena, dir, name));
		}
	close(folder);
}

static bool
same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

struct interpreter **
interpreter_others(struct facts *f, const struct interpreter *mine, const char *dir, const char *root, size_t *count)
{
	for (struct others *o = f->others; o != NULL; o = o->next)
		if (o->mine == mine && same(o->dir, dir) && same(o->root, root)) {
			*count = o->count;
			return o->list;
		}
	struct others *o = arena_alloc(f->arena, sizeof(*o));
	*o = (struct others){.next = f->others, .facts = f, .mine = mine, .dir = dir, .root = root};
	o->list = arena_array(f->arena, OTHERS, sizeof(*o->list));
	if (dir != NULL)
		add_venvs(o, dir);
	if (root != NULL)
		add_venvs(o, root);
	const char *path = f->self_path;
	for (size_t n = 0; path != NULL && *path != '\0' && n < SEARCH_PATH; n++) {
		size_t size = strcspn(path, ":");
		if (*path == '/')
			add_numbered(o, arena_strndup(f->arena, path, size));
		path += size + (path[size] == ':');
	}
	add_numbered(o, "/usr/bin");
	const char *pyenv = getenv("PYENV_ROOT"), *home = getenv("HOME");
	if (pyenv == NULL && home != NULL)
		pyenv = path_join(f->arena, home, ".pyenv");
	if (pyenv != NULL)
		add_versions(o, path_join(f->arena, pyenv, "versions"));
	if (!f->cut) /* what is not whole is looked for again */
		f->others = o;
	*count = o->count;
	return o->list;
}
