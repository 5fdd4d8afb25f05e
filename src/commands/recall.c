#include "commands/recall.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "commands/config.h"
#include "commands/danger.h"
#include "commands/handover.h"
#include "memory/cure.h"
#include "memory/journal.h"
#include "memory/mask.h"
#include "memory/shape.h"
#include "memory/store.h"

enum { OFFERED = 2, FILES = 8, PAST_LIMIT = 16 * 1024, JOINED = 3, SHOWN = 200, TRAIL = 40, FOLDER = 30 };

static bool
is_on(struct arena *a)
{
	const char *wish = getenv("REMEDY_MEMORY");
	if (wish != NULL && (strcmp(wish, "0") == 0 || strcmp(wish, "off") == 0))
		return false;
	return config_read(a, NULL).memory;
}

struct recall
recall_of(struct arena *a, const struct diagnosis *d, bool begin)
{
	const struct failure *root = d->failures->root;
	struct recall r = {.on = is_on(a)};
	if (r.on && root != NULL)
		r.key = journal_key(a, root->type, root->message, begin ? &r.fresh : NULL);
	return r;
}

/* Its end, where it is long: a hint has no room for more, and the end is what
 * tells folders apart. */
static char *
short_folder(struct arena *a, const char *folder)
{
	char *shown = text_safe(a, path_shown(a, folder), PATH_MAX);
	size_t n = strlen(shown);
	if (n <= FOLDER)
		return shown;
	char *end = strchr(shown + n - FOLDER, '/');
	if (end == NULL)
		end = strrchr(shown, '/');
	return end != NULL ? text_safe(a, arena_printf(a, "…%s", end), 2 * FOLDER) : text_safe(a, shown, 2 * FOLDER);
}

/* How it is said: when, where, and whether it failed since. */
static char *
said_of(struct arena *a, const struct cure *c)
{
	const char *age = cure_age(a, c->last, time(NULL));
	const char *folder = short_folder(a, c->folder);
	unsigned dangers = danger_of(a, c->line);
	const char *mark = strcmp(c->kind, "run") == 0 && (dangers & ~(unsigned)DANGER_SYSTEM) == DANGER_DELETES
				   ? danger_text(a, dangers)
				   : "";
	struct buf out = buf_new(a);
	if (c->worked > 1)
		buf_printf(&out, _("%u times, last %s in %s, this went away after"), c->worked, age, folder);
	else
		buf_printf(&out, _("last time (%s, in %s) this went away after"), age, folder);
	if (c->failed == 1)
		buf_add_string(&out, _(" (it did not help once since)"));
	else if (c->failed > 1)
		buf_printf(&out, _(" (it did not help %u times since)"), c->failed);
	if (*mark != '\0')
		buf_printf(&out, " (%s)", mark);
	return out.text;
}

static struct fix
fix_of(struct arena *a, const struct cure *c)
{
	const char *said = said_of(a, c);
	struct fix f = {.kind = "run", .label = said, .reason = ""};
	bool edited = strcmp(c->kind, "edit") == 0;
	if (!edited && !mask_is_in(c->line)) {
		f.command = text_safe(a, c->line, 2000);
		f.privileged = (danger_of(a, c->line) & (DANGER_ADMINISTRATOR | DANGER_SYSTEM)) != 0;
		return f;
	}
	f.kind = "say";
	f.label = "";
	f.text = edited ? arena_printf(a, _("%s: a change of %s"), said, text_safe(a, path_shown(a, c->line), SHOWN))
			: arena_printf(a, _("%s: %s"), said, text_safe(a, c->line, SHOWN));
	return f;
}

/* A hint for a failure that no pattern knows. */
static struct hint
hint_of(struct arena *a, const struct failure *root)
{
	static const struct pattern pattern = {
		.id = "remembered", .file = "", .layer = "memory", .summary = "", .why = ""};
	struct match *m = arena_alloc(a, sizeof(*m));
	*m = (struct match){.pattern = &pattern, .failure = root};
	const char *line = arena_strndup(a, root->message, strcspn(root->message, "\n"));
	line = *line != '\0' ? arena_printf(a, "%s: %s", root->name, line) : root->name;
	return (struct hint){.id = pattern.id,
			     .exception = root->type,
			     .summary = arena_printf(a, _("%s: it was cured here before"), text_safe(a, line, 120)),
			     .why = "",
			     .match = m};
}

/* A change of a file cures nothing in another one. */
static bool
names_file(struct arena *a, const struct diagnosis *d, const char *file)
{
	const struct failure *root = d->failures->root;
	const char *folder = d->failures->run != NULL && d->failures->run->cwd != NULL ? d->failures->run->cwd : "";
	for (size_t i = 0; i <= root->frame_count; i++) {
		const char *name = i == root->frame_count ? root->file : root->frames[i].file;
		if (name != NULL && *name != '\0' && *name != '<' && strcmp(path_normal(a, name, folder), file) == 0)
			return true;
	}
	return false;
}

/* Something that the key can put into the prompt. */
static bool
can_be_typed(const struct hint *h)
{
	for (size_t i = 0; i < h->fix_count; i++)
		if (h->fixes[i].text == NULL)
			return true;
	return false;
}

/* What the hint offers too, with its history: a command that was masked is whole there. */
static bool
is_merged(struct arena *a, struct fix *remembered, const struct cure *c, const struct fix *own)
{
	if (own->command == NULL || strcmp(own->command, c->line) != 0)
		return false;
	if (remembered->command == NULL) {
		*remembered = *own;
		remembered->label = said_of(a, c);
		remembered->reason = "";
	}
	return true;
}

struct hints
recall_offer(struct arena *a, const struct recall *r, const struct diagnosis *d, struct hints told)
{
	const struct failure *root = d->failures->root;
	const struct cures cures = cure_find(a, r->key);
	if (cures.count == 0)
		return told;
	struct hints out = {.all = arena_array(a, told.count + 1, sizeof(*out.all)), .count = told.count};
	if (told.count > 0)
		memcpy(out.all, told.all, told.count * sizeof(*out.all));
	else
		out.all[out.count++] = hint_of(a, root);
	struct hint *h = &out.all[0];
	struct fix *fixes = arena_array(a, h->fix_count + OFFERED, sizeof(*fixes));
	const struct cure *known[OFFERED];
	struct fix changes[OFFERED]; /* they stand behind what can be done at once */
	size_t count = 0, later = 0;
	bool typed = can_be_typed(h);
	for (size_t i = 0; i < cures.count && count + later < OFFERED; i++) {
		const struct cure *c = &cures.all[i];
		bool edited = strcmp(c->kind, "edit") == 0;
		if (edited && h->fix_count > 0 && !names_file(a, d, c->line))
			continue;
		if (edited && typed) {
			changes[later++] = fix_of(a, c);
			continue;
		}
		known[count] = c;
		fixes[count++] = fix_of(a, c);
	}
	/* What the pattern offers too is said once, with its history. */
	size_t own = count;
	for (size_t i = 0; i < h->fix_count; i++) {
		bool twice = false;
		for (size_t k = 0; k < own && !twice; k++)
			twice = is_merged(a, &fixes[k], known[k], &h->fixes[i]);
		if (!twice)
			fixes[count++] = h->fixes[i];
	}
	for (size_t i = 0; i < later; i++)
		fixes[count++] = changes[i];
	h->fixes = fixes;
	h->fix_count = count;
	return out;
}

static char *
past_file(struct arena *a, const char *ring)
{
	size_t n = strlen(ring);
	return n > 5 && strcmp(ring + n - 5, ".ring") == 0 ? arena_printf(a, "%.*s.past", (int)(n - 5), ring) : NULL;
}

bool
recall_is_open(struct arena *a, const char *ring)
{
	const char *file = past_file(a, ring);
	struct stat st;
	return file == NULL || lstat(file, &st) != 0 || st.st_size > 0;
}

struct past {
	const char *key, *pattern, *program, *folder, *shape;
	char *files; /* "SECONDS.NANOSECONDS SIZE PATH" each */
};

static bool
past_read(struct arena *a, const char *ring, struct past *p)
{
	const char *file = ring != NULL ? past_file(a, ring) : NULL;
	char *rest =
		file != NULL && path_distrust(a, file) == NULL ? path_read(a, file, PAST_LIMIT, false, NULL) : NULL;
	const char **fields[] = {&p->key, &p->pattern, &p->program, &p->folder, &p->shape};
	for (size_t i = 0; rest != NULL && i < 5; i++)
		*fields[i] = strsep(&rest, "\n");
	p->files = rest;
	return rest != NULL && strlen(p->key) == 16;
}

static char *
stamp(struct arena *a, const char *file)
{
	struct stat st;
	if (stat(file, &st) != 0 || !S_ISREG(st.st_mode))
		return NULL;
	return arena_printf(a, "%lld.%09ld %lld", (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
			    (long long)st.st_size);
}

/* The person's own files that the traceback names. */
static void
add_files(struct arena *a, struct buf *out, const struct failure *root, const char *folder)
{
	const char *seen[FILES + 1];
	size_t count = 0;
	for (size_t i = root->frame_count + 1; i-- > 0 && count < FILES;) {
		const char *name = i == root->frame_count ? root->file : root->frames[i].file;
		if (name == NULL || *name == '<' || *name == '\0' || strstr(name, "-packages/") != NULL ||
		    strpbrk(name, "\n\t") != NULL)
			continue;
		char *path = path_normal(a, name, folder), *now = stamp(a, path);
		bool again = false;
		for (size_t k = 0; k < count; k++)
			again = again || strcmp(seen[k], path) == 0;
		if (now == NULL || again)
			continue;
		seen[count++] = path;
		buf_printf(out, "%s %s\n", now, path);
	}
}

char **
recall_trail(struct arena *a)
{
	char **trail = arena_array(a, TRAIL + 1, sizeof(*trail));
	const char *handed = getenv("REMEDY_SINCE");
	char *p = arena_strdup(a, handed != NULL ? handed : "");
	for (size_t count = 0; *p != '\0' && count < TRAIL;) {
		char *end = p + strcspn(p, "\n");
		if (end > p)
			trail[count++] = p;
		p = end + (*end != '\0');
		*end = '\0';
	}
	unsetenv("REMEDY_SINCE");
	return trail;
}

void
recall_tried(struct arena *a, const struct recall *r, char **trail)
{
	const char *key = r->key;
	if (key == NULL || trail == NULL || *trail == NULL)
		return;
	const struct cures known = cure_find(a, key);
	for (; known.count > 0 && *trail != NULL; trail++) {
		const char *blank = strchr(*trail, ' ');
		char *line = blank != NULL && strncmp(*trail, "0 ", 2) == 0 ? mask_line(a, blank + 1) : NULL;
		for (size_t i = 0; line != NULL && i < known.count; i++)
			if (strcmp(known.all[i].line, line) == 0)
				journal_add(a, 'W', (const char *const[]){key, line, NULL});
	}
}

void
recall_note(struct arena *a, const struct recall *r, const struct diagnosis *d, const struct run *run,
	    const struct hints *told, const char *ring)
{
	const struct failure *root = d->failures->root;
	const char *key = r->key;
	if (key == NULL)
		return;
	const char *program = facts_get(d->facts, NULL, "program.name");
	const char *pattern = told->count > 0 && strcmp(told->all[0].id, "remembered") != 0 ? told->all[0].id : "";
	const char *folder = run->cwd != NULL && strpbrk(run->cwd, "\t\n") == NULL ? run->cwd : "";
	program = program != NULL && strpbrk(program, "\t\n") == NULL ? program : "";
	const char *shape = shape_of(a, root->type, root->message);
	journal_add(a, 'F', (const char *const[]){key, pattern, program, folder, shape, NULL});
	if (ring != NULL) {
		struct buf out = buf_new(a);
		buf_printf(&out, "%s\n%s\n%s\n%s\n%s\n", key, pattern, program, folder, shape);
		add_files(a, &out, root, folder);
		handover_past(a, ring, &out);
	}
}

/* The lines that can have cured it, joined; NULL if there are none. */
static char *
cure_in_trail(struct arena *a, char **trail)
{
	const char *found[JOINED] = {NULL};
	size_t count = 0;
	for (; trail != NULL && *trail != NULL; trail++) {
		char *line = strncmp(*trail, "0 ", 2) == 0 ? mask_line(a, *trail + 2) : NULL;
		if (line == NULL || !cure_is_possible(a, line))
			continue;
		if (count == JOINED) {
			memmove(found, found + 1, (JOINED - 1) * sizeof(*found));
			count--;
		}
		found[count++] = line;
	}
	struct buf out = buf_new(a);
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "%s%s", i > 0 ? " && " : "", found[i]);
	return count > 0 ? out.text : NULL;
}

/* The first of the traceback's files that was changed since; NULL if none was. */
static const char *
file_changed(struct arena *a, char *files)
{
	for (char *line; (line = strsep(&files, "\n")) != NULL;) {
		char *size = strchr(line, ' '), *path = size != NULL ? strchr(size + 1, ' ') : NULL;
		if (path == NULL)
			continue;
		*path++ = '\0';
		const char *now = stamp(a, path);
		if (now == NULL || strcmp(now, line) != 0)
			return path;
	}
	return NULL;
}

bool
recall_cured(struct arena *a, const char *ring, char **trail, bool weak)
{
	struct past p = {0};
	bool known = past_read(a, ring, &p);
	struct buf nothing = buf_new(a);
	if (ring != NULL)
		handover_past(a, ring, &nothing); /* empty: it was cured */
	if (!known || !is_on(a))
		return false;
	const char *line = cure_in_trail(a, trail), *kind = "run";
	if (line == NULL && !weak) {
		line = file_changed(a, p.files);
		kind = "edit";
	}
	if (line == NULL || strlen(line) > 2000 || text_is_hostile(line))
		return false;
	bool noted = journal_add(a, 'C', (const char *const[]){p.key, kind, line, p.folder, p.shape, NULL});
	store_update(a);
	return noted;
}
