/* The failed interpreter's sys.path, as far as it can be known without it. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "facts/editable.h"
#include "facts/module.h"
#include "facts/program.h"

enum { PLACES = 64, PTH_LIMIT = 64 * 1024, PTH_FILES = 64 };

struct list {
	struct facts *facts;
	struct place *places;
	size_t count;
	struct place *editables;
	size_t editable_count;
};

static void
add_existing(struct list *l, const char *dir, enum origin origin)
{
	for (size_t n = 0; n < l->count; n++)
		if (strcmp(l->places[n].dir, dir) == 0)
			return;
	if (l->count < PLACES)
		l->places[l->count++] = (struct place){.dir = dir, .origin = origin};
}

static void
add(struct list *l, const char *dir, enum origin origin)
{
	if (path_exists(dir))
		add_existing(l, dir, origin);
}

/* An editable install's hook: the parents of what it maps, looked at last of all. */
static void
add_editable(struct list *l, const char *site, const char *line)
{
	struct arena *a = l->facts->arena;
	for (const struct editable *e = editable_read(l->facts, site, line); e->name != NULL; e++) {
		if (l->editable_count == PLACES)
			return;
		l->editables[l->editable_count++] =
			(struct place){path_dir(a, e->path), ORIGIN_EDITABLE, e->name, path_base(e->path)};
	}
}

/* Lines of a .pth file that are paths; "import …" lines are code, and what
 * those do is not known, but for the tables of editable installs. */
static void
add_pth(struct list *l, const char *site, const char *name)
{
	struct arena *a = l->facts->arena;
	char *text = path_read(a, path_join(a, site, name), PTH_LIMIT, false, NULL);
	for (char *line = text, *next; line != NULL; line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		if (strncmp(line, "import ", 7) == 0 || strncmp(line, "import\t", 7) == 0)
			add_editable(l, site, line);
		else if (*line != '\0' && *line != '#')
			add(l, path_normal(a, line, site), ORIGIN_PTH);
	}
}

static void
add_site(struct list *l, const char *site, enum origin origin)
{
	struct walk w;
	const struct dirent *entry;
	unsigned files = 0;
	add_existing(l, site, origin);
	if (!walk_open(&w, l->facts, site))
		return;
	while (files < PTH_FILES && (entry = walk_next(&w)) != NULL) {
		static const char namespace[] = "-nspkg.pth"; /* setuptools': code, no paths */
		size_t n = strlen(entry->d_name), m = sizeof(namespace) - 1;
		if (n > 4 && memcmp(entry->d_name + n - 4, ".pth", 4) == 0 &&
		    (n <= m || strcmp(entry->d_name + n - m, namespace) != 0)) {
			files++;
			add_pth(l, site, entry->d_name);
		}
	}
}

static void
add_frames(struct list *l, const struct failure *f)
{
	static const char *const folders[] = {"/dist-packages/", "/site-packages/"};
	for (unsigned depth = 0; f != NULL && depth < 16; f = f->cause, depth++)
		for (size_t n = 0; n < f->frame_count; n++)
			for (size_t k = 0; k < 2; k++) {
				const char *file = f->frames[n].file, *at = strstr(file, folders[k]);
				if (at != NULL && *file == '/')
					add(l,
					    arena_strndup(l->facts->arena, file,
							  (size_t)(at - file) + strlen(folders[k]) - 1),
					    ORIGIN_FRAME);
			}
}

const struct place *
module_places(struct subject *s)
{
	struct arena *a = s->facts->arena;
	struct interpreter *i = subject_interpreter(s);
	if (i == NULL || s->places != NULL)
		return s->places;
	const struct program *p = subject_program(s);
	const char *cwd = subject_cwd(s);
	struct list l = {s->facts, arena_array(a, 2 * PLACES + 1, sizeof(struct place)), 0,
			 arena_array(a, PLACES, sizeof(struct place)), 0};
	const char *safe = subject_env(s, "PYTHONSAFEPATH");
	if (!p->safe_path && (safe == NULL || *safe == '\0' || p->no_env)) {
		if (p->path != NULL)
			add(&l, path_is_dir(p->path) ? p->path : path_dir(a, p->path), ORIGIN_SCRIPT);
		else if (cwd != NULL)
			add(&l, cwd, ORIGIN_SCRIPT);
	}
	const char *extra = p->no_env ? NULL : subject_env(s, "PYTHONPATH");
	while (extra != NULL && *extra != '\0') {
		size_t n = strcspn(extra, ":");
		if (n > 0)
			add(&l, path_normal(a, arena_strndup(a, extra, n), cwd == NULL ? "/" : cwd), ORIGIN_PYTHONPATH);
		extra += n + (extra[n] == ':');
	}
	if (i->library != NULL) {
		add_existing(&l, i->library, ORIGIN_STANDARD);
		add(&l, path_join(a, i->library, "lib-dynload"), ORIGIN_STANDARD);
	}
	const char *off = subject_env(s, "PYTHONNOUSERSITE");
	bool user =
		!p->no_user_site && (p->no_env || off == NULL || *off == '\0') && (i->pyvenv == NULL || i->system_site);
	const char *dir =
		user ? interpreter_user_site(s->facts, i, p->no_env ? NULL : subject_env(s, "PYTHONUSERBASE")) : NULL;
	if (!p->no_site) {
		if (dir != NULL && path_is_dir(dir))
			add_site(&l, dir, ORIGIN_USER);
		for (const char **site = interpreter_sites(s->facts, i); *site != NULL; site++)
			add_site(&l, *site, ORIGIN_SITE);
	}
	add_frames(&l, s->failure);
	memcpy(l.places + l.count, l.editables, l.editable_count * sizeof(*l.places));
	if (!s->facts->cut)
		s->places = l.places;
	return l.places;
}
