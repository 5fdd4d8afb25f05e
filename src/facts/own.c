/* Modules that are files of the user's own: those that a project has, and
 * those that hide another. */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "facts/module.h"
#include "facts/project.h"

struct own {
	const char *file; /* what provides the module, or NULL */
	const char *dir;  /* the folder that would have to be on the path */
};

size_t
own_folders(struct subject *s, const char *dirs[OWN_FOLDERS])
{
	struct arena *a = s->facts->arena;
	const char *start = project_start(s), *root = project_root(s), *cwd = subject_cwd(s);
	const char *home = getenv("HOME");
	if (start == NULL || strstr(start, "-packages") != NULL)
		return 0;
	size_t n = 0;
	const char *dir = start;
	for (int step = 0; step < 12; step++, dir = path_dir(a, dir)) {
		dirs[n++] = dir;
		if (root == NULL || strcmp(dir, root) == 0 || strcmp(dir, "/") == 0 ||
		    (home != NULL && strcmp(dir, home) == 0))
			break;
	}
	if (cwd != NULL && strcmp(cwd, "/") != 0)
		dirs[n++] = cwd;
	if (walk_may_have(s->facts, start, "src"))
		dirs[n++] = path_join(a, start, "src");
	if (root != NULL) {
		dirs[n++] = root;
		dirs[n++] = path_join(a, root, "src");
		dirs[n++] = path_join(a, root, "lib");
	}
	size_t kept = 0;
	for (size_t k = 0; k < n; k++) {
		bool seen = false;
		for (size_t i = 0; i < kept && !seen; i++)
			seen = strcmp(dirs[i], dirs[k]) == 0;
		if (!seen)
			dirs[kept++] = dirs[k];
	}
	return kept;
}

/* In those folders, then in what lies below the project's root. */
static void
own_seek(struct subject *s, struct own *o, const char *name)
{
	struct arena *a = s->facts->arena;
	const char *dirs[OWN_FOLDERS], *root = project_root(s);
	size_t n = own_folders(s, dirs);
	if (n == 0)
		return;
	for (size_t k = 0; k < n && o->file == NULL; k++) {
		o->file = module_beside(s->facts, dirs[k], name);
		o->dir = o->file == NULL ? NULL : dirs[k];
	}
	/* A folder deeper: only a .py file or a package counts, and only in a project. */
	struct walk w;
	const struct dirent *entry;
	const char *best = NULL;
	if (o->file != NULL || root == NULL || !walk_open(&w, s->facts, root))
		return;
	while ((entry = walk_next(&w)) != NULL) {
		const char *folder = entry->d_name;
		if (folder[0] == '.' || strcmp(folder, "venv") == 0 || strcmp(folder, "env") == 0 ||
		    strcmp(folder, "node_modules") == 0 || strcmp(folder, "build") == 0 ||
		    strcmp(folder, "dist") == 0 || (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN))
			continue;
		char *below = path_join(a, root, folder);
		if (path_exists(path_join(a, below, "pyvenv.cfg")))
			continue;
		char *source = arena_printf(a, "%s/%s.py", below, name);
		char *package = arena_printf(a, "%s/%s/__init__.py", below, name);
		const char *hit = path_exists(source) ? source : path_exists(package) ? package : NULL;
		if (hit != NULL && (best == NULL || strcmp(hit, best) < 0)) {
			best = hit;
			o->file = hit;
			o->dir = below;
		}
	}
}

static const struct own *
own_sought(struct subject *s)
{
	const char *asked = module_asked(s);
	if (asked != NULL && s->own == NULL) {
		s->own = arena_alloc(s->facts->arena, sizeof(*s->own));
		own_seek(s, s->own, module_top(s->facts->arena, asked));
	}
	return s->own;
}

static struct value
own(struct subject *s)
{
	const struct own *o = own_sought(s);
	if (o == NULL)
		return fact_unknown();
	return fact_bool(o->file != NULL, o->file != NULL ? o->file : "the project's folders");
}

static struct value
own_file(struct subject *s)
{
	const struct own *o = own_sought(s);
	return o == NULL ? fact_unknown() : fact_value(o->file, "the project's folders");
}

static struct value
own_import(struct subject *s)
{
	const struct own *o = own_sought(s);
	const char *cwd = subject_cwd(s);
	if (o == NULL || o->dir == NULL)
		return fact_unknown();
	size_t n = cwd == NULL ? 0 : strlen(cwd);
	if (n > 0 && strcmp(o->dir, cwd) == 0)
		return fact_value(".", o->file);
	if (n > 1 && strncmp(o->dir, cwd, n) == 0 && o->dir[n] == '/')
		return fact_value(o->dir + n + 1, o->file);
	return fact_value(o->dir, o->file);
}

/* A file of the user's own that is found before the standard module or the
 * distribution of that name. */
static const char *
shadow_of(struct subject *s)
{
	const char *asked = module_asked(s);
	const struct place *places = asked == NULL ? NULL : module_places(s);
	const char *top = asked == NULL ? NULL : module_top(s->facts->arena, asked);
	if (places == NULL || module_is_builtin(top))
		return NULL;
	struct interpreter *i = subject_interpreter(s);
	struct sighting own = {0};
	for (const struct place *p = places; p->dir != NULL; p++) {
		struct sighting other = {0};
		if (p->origin == ORIGIN_EDITABLE) /* their own, too */
			continue;
		if (p->origin == ORIGIN_SCRIPT || p->origin == ORIGIN_PYTHONPATH) {
			if (own.file == NULL)
				sighting_look(s->facts, i, p->dir, top, true, &own);
			if (own.space)
				own.file = NULL;
			continue;
		}
		if (own.file == NULL || strstr(own.file, "-packages/") != NULL)
			return NULL;
		sighting_look(s->facts, i, p->dir, top, true, &other);
		if (other.file != NULL && !other.space && strcmp(other.file, own.file) != 0)
			return own.file;
	}
	/* Not installed here, but the name is one that a distribution has. */
	return own.file != NULL && (module_is_standard(s->facts, top) || module_entry_of(s) != NULL) ? own.file : NULL;
}

/* The same where the interpreter is not known: what stands beside the script comes
 * first for all of them. */
static const char *
shadow_beside(struct subject *s)
{
	const char *asked = module_asked(s), *start = project_start(s), *dirs[OWN_FOLDERS];
	if (asked == NULL || start == NULL || own_folders(s, dirs) == 0)
		return NULL;
	const char *top = module_top(s->facts->arena, asked);
	if (module_is_builtin(top) || (!module_is_standard(s->facts, top) && module_entry_of(s) == NULL))
		return NULL;
	return module_beside(s->facts, start, top);
}

/* The same in a log from elsewhere: a frame of the user's shows a file of that
 * name in the folder of the program that was started. */
static const char *
shadow_printed(struct subject *s)
{
	struct arena *a = s->facts->arena;
	const char *asked = module_asked(s), *script = NULL;
	if (asked == NULL || s->failure == NULL)
		return NULL;
	const char *top = module_top(a, asked);
	if (!module_is_standard(s->facts, top) && module_entry_of(s) == NULL)
		return NULL;
	size_t top_length = strlen(top), folder = 0;
	for (size_t n = 0; n < s->failure->frame_count; n++) {
		const struct frame *frame = &s->failure->frames[n];
		if (frame_is_library(frame) || frame->file[0] == '<')
			continue;
		const char *base = frame->file;
		for (const char *c = frame->file; *c != '\0'; c++)
			if (*c == '/' || *c == '\\')
				base = c + 1;
		if (script == NULL) {
			script = frame->file;
			folder = (size_t)(base - script);
		}
		if ((size_t)(base - frame->file) == folder && strncmp(frame->file, script, folder) == 0 &&
		    strncmp(base, top, top_length) == 0 && strcmp(base + top_length, ".py") == 0)
			return base;
	}
	return NULL;
}

static struct value
own_shadowed(struct subject *s)
{
	if (!s->facts->local)
		return shadow_printed(s) == NULL ? fact_unknown() : fact_bool(true, "the traceback");
	if (module_asked(s) == NULL)
		return fact_unknown();
	if (subject_interpreter(s) == NULL)
		return shadow_beside(s) == NULL ? fact_unknown() : fact_bool(true, shadow_beside(s));
	const char *file = shadow_of(s);
	return fact_bool(file != NULL, file != NULL ? file : "sys.path as far as known");
}

static struct value
own_shadowed_by(struct subject *s)
{
	if (!s->facts->local)
		return fact_value(shadow_printed(s), "the traceback");
	return fact_value(subject_interpreter(s) == NULL ? shadow_beside(s) : shadow_of(s), "sys.path as far as known");
}

const struct fact own_facts[] = {
	{"module.local", own, FACT_HERE},
	{"module.local_file", own_file, FACT_HERE},
	{"module.local_import", own_import, FACT_HERE},
	{"module.shadowed", own_shadowed, FACT_ANYWHERE},
	{"module.shadowed_by", own_shadowed_by, FACT_ANYWHERE},
	{0},
};
