#include "catalog/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "base/lang.h"
#include "base/path.h"

struct id {
	const char *id;
	const struct definition *definition;
	UT_hash_handle hh;
};

struct source *
source_new(struct arena *a, const char *layer)
{
	struct source *s = arena_alloc(a, sizeof(*s));
	s->arena = a;
	s->layer = layer;
	return s;
}

/* Room for one more element in an array of pointers. */
static void *
source_room(struct source *s, void *array, size_t count, size_t *capacity)
{
	if (count < *capacity)
		return array;
	size_t more = *capacity == 0 ? 64 : *capacity * 2;
	void **grown = arena_array(s->arena, more, sizeof(*grown));
	if (count > 0)
		memcpy(grown, array, count * sizeof(*grown));
	*capacity = more;
	return grown;
}

static void
source_disable(struct source *s, const char *file, const struct node *n, struct diagnostics *d)
{
	for (const struct node *i = n->kind == NODE_LIST ? n->first : n; i != NULL; i = i->next) {
		if (i->kind != NODE_SCALAR) {
			diagnostics_add(d, file, i->line, i->column, _("disable: ids are expected"));
		} else {
			s->disabled = source_room(s, s->disabled, s->disabled_count, &s->capacity[1]);
			struct disabled *one = arena_alloc(s->arena, sizeof(*one));
			*one = (struct disabled){i->text, arena_strdup(s->arena, file), i->line};
			s->disabled[s->disabled_count++] = one;
		}
		if (n->kind != NODE_LIST)
			return;
	}
}

static void
source_entry(struct source *s, const char *file, const struct node *n, struct diagnostics *d)
{
	const struct node *disable = yaml_get(n, "disable");
	if (disable != NULL && n->count == 1) {
		source_disable(s, file, disable, d);
		return;
	}
	if (yaml_get(n, "native") != NULL) /* facts/ reads those */
		return;
	struct definition *def = definition_read(s->arena, file, s->layer, n, d);
	if (def == NULL)
		return;
	struct id *ids = s->ids;
	struct id *known;
	HASH_FIND_STR(ids, def->pattern.id, known);
	if (known != NULL) {
		diagnostics_add(d, file, def->pattern.line, 0, _("the id %s is taken by %s:%d"), def->pattern.id,
				known->definition->pattern.file, known->definition->pattern.line)
			->advice = _("every pattern needs an id of its own");
		return;
	}
	known = arena_alloc(s->arena, sizeof(*known));
	known->id = def->pattern.id;
	known->definition = def;
	HASH_ADD_KEYPTR(hh, ids, known->id, strlen(known->id), known);
	s->ids = ids;
	s->patterns = source_room(s, s->patterns, s->pattern_count, &s->capacity[0]);
	s->patterns[s->pattern_count++] = def;
}

static void
source_tree(struct source *s, const char *file, const struct node *root, struct diagnostics *d)
{
	if (root->kind == NODE_LIST) {
		for (const struct node *n = root->first; n != NULL; n = n->next)
			source_entry(s, file, n, d);
		return;
	}
	if (root->kind != NODE_MAP) {
		diagnostics_add(d, file, root->line, root->column, _("a list of patterns is expected: '- id: …'"));
		return;
	}
	for (const struct node *n = root->first; n != NULL; n = n->next) {
		if (strcmp(n->key->text, "disable") == 0)
			source_disable(s, file, n, d);
		else if (strcmp(n->key->text, "patterns") == 0 && n->kind == NODE_LIST)
			source_tree(s, file, n, d);
		else if (strcmp(n->key->text, "native") != 0) /* facts/ reads those */
			diagnostics_add(d, file, n->key->line, n->key->column, _("unknown key '%.60s'"), n->key->text)
				->advice = _("a file is a list of patterns, or has the keys patterns, disable, native");
	}
}

/* The end of the line at p, behind its newline. */
static const char *
line_end(const char *p, const char *end)
{
	const char *newline = memchr(p, '\n', (size_t)(end - p));
	return newline == NULL ? end : newline + 1;
}

static bool
line_is_entry(const char *p, const char *end)
{
	return p < end && *p == '-' && (p + 1 == end || p[1] == ' ' || p[1] == '\n' || p[1] == '\t' || p[1] == '\r');
}

static bool
line_is_blank(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
		p++;
	return p == end || *p == '\n' || *p == '#' || (end - p >= 3 && memcmp(p, "---", 3) == 0);
}

/* A list at the left margin is read entry by entry, so that a syntax error ends
 * with the entry it stands in: nothing inside an entry can start with "- " in
 * the first column. */
static void
source_entries(struct source *s, const char *file, const char *text, const char *end, int line, struct diagnostics *d)
{
	for (const char *p = text; p < end;) {
		const char *next = line_end(p, end);
		int lines = 1;
		while (next < end && !line_is_entry(next, end)) {
			next = line_end(next, end);
			lines++;
		}
		const struct node *root = yaml_parse(s->arena, file, line, p, (size_t)(next - p), d);
		if (root != NULL)
			source_tree(s, file, root, d);
		line += lines;
		p = next;
	}
}

static void
source_table(struct source *s, enum table t, const char *file, const struct node *root, struct diagnostics *d)
{
	struct rows more = tables_read(s->arena, t, file, root, d);
	struct rows *rows = &s->tables[t];
	struct row *all = arena_array(s->arena, rows->count + more.count, sizeof(*all));
	if (rows->count > 0)
		memcpy(all, rows->all, rows->count * sizeof(*all));
	if (more.count > 0)
		memcpy(all + rows->count, more.all, more.count * sizeof(*all));
	rows->all = all;
	rows->count += more.count;
}

void
source_add(struct source *s, const char *file, const char *text, size_t size, struct diagnostics *d)
{
	struct diagnostics unheard = diagnostics_new(s->arena);
	if (d == NULL)
		d = &unheard;
	file = arena_strdup(s->arena, file);
	if (strcmp(path_base(file), "native.yaml") == 0) /* facts/ reads that */
		return;
	const char *end = text + size;
	if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	int line = 1;
	const char *first = text;
	while (first < end && line_is_blank(first, end)) {
		first = line_end(first, end);
		line++;
	}
	if (first == end)
		return;
	enum table t = table_of(path_base(file));
	if (line_is_entry(first, end)) { /* patterns, whatever the file is called */
		source_entries(s, file, first, end, line, d);
		return;
	}
	const struct node *root = yaml_parse(s->arena, file, line, first, (size_t)(end - first), d);
	if (root == NULL)
		return;
	if (t == TABLES)
		source_tree(s, file, root, d);
	else
		source_table(s, t, file, root, d);
}

void
source_add_file(struct source *s, const char *file, bool named, struct diagnostics *d)
{
	struct diagnostics unheard = diagnostics_new(s->arena);
	if (d == NULL)
		d = &unheard;
	const char *reason = named ? NULL : path_distrust(s->arena, file);
	if (reason != NULL) {
		diagnostics_add(d, file, 0, 0, "%s", reason)->advice =
			_("chmod go-w on it, or take it out of this folder");
		return;
	}
	size_t size = 0;
	const char *text = path_read(s->arena, file, SOURCE_SIZE, false, &size);
	if (text == NULL)
		diagnostics_add(d, file, 0, 0, _("cannot be read: %s"), strerror(errno));
	else
		source_add(s, file, text, size, d);
}

static int
name_order(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **
source_files(struct arena *a, const char *dir)
{
	char **files = arena_array(a, SOURCE_FILES + 1, sizeof(*files));
	size_t count = 0;
	DIR *open = opendir(dir);
	if (open == NULL)
		return files;
	const struct dirent *entry;
	/* cppcheck-suppress readdirCalled; no other thread, no other user of this DIR */
	while (count < SOURCE_FILES && (entry = readdir(open)) != NULL) {
		const char *dot = strrchr(entry->d_name, '.');
		if (entry->d_name[0] != '.' && dot != NULL && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0))
			files[count++] = path_join(a, dir, entry->d_name);
	}
	closedir(open);
	qsort(files, count, sizeof(*files), name_order);
	return files;
}

static int
row_order(const void *a, const void *b)
{
	const struct row *x = a;
	const struct row *y = b;
	int order = strcmp(x->key, y->key);
	return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

void
source_finish(struct source *s, struct diagnostics *d)
{
	for (int t = 0; t < TABLES; t++) {
		struct rows *rows = &s->tables[t];
		if (rows->count == 0)
			continue;
		qsort(rows->all, rows->count, sizeof(*rows->all), row_order);
		size_t kept = 1;
		for (size_t i = 1; i < rows->count; i++) {
			if (strcmp(rows->all[i].key, rows->all[kept - 1].key) != 0)
				rows->all[kept++] = rows->all[i];
			else if (d != NULL)
				diagnostics_add(d, rows->all[i].file, rows->all[i].line, 0,
						_("'%.80s' stands twice in a table; the first is used"),
						rows->all[i].key);
		}
		rows->count = kept;
	}
	struct id *ids = s->ids;
	HASH_CLEAR(hh, ids);
	s->ids = NULL;
}
