#include "catalog/catalog.h"

#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "catalog/layer.h"
#include "catalog/pack.h"
#include "catalog/trust.h"

static void
catalog_push_project(struct catalog *c, const char *dir, struct diagnostics *d)
{
	char *folder = layer_project(c->arena, dir, d);
	if (folder == NULL)
		return;
	enum trust trust = trust_of(c->arena, folder);
	c->blocked = trust == TRUST_CHANGED ? folder : NULL;
	if (trust == TRUST_ALLOWED) {
		const char *cache = arena_printf(c->arena, "catalog-%016llx.cdb",
						 (unsigned long long)record_sum(folder, strlen(folder)));
		catalog_push_files(c, "project", folder, source_files(c->arena, folder), cache, d);
	} else if (d != NULL) {
		diagnostics_add(d, folder, 0, 0,
				trust == TRUST_CHANGED ? _("changed since it was allowed, and is not read")
						       : _("not allowed yet, and is not read"))
			->advice = _("read it, then: remedy allow");
	}
}

struct catalog *
catalog_open(struct arena *a, const char *project_dir, struct diagnostics *d)
{
	struct catalog *c = catalog_empty(a);
	catalog_push_project(c, project_dir, d);
	const char *config = path_config(a);
	if (config != NULL) {
		const char *dir = path_join(a, config, "patterns");
		catalog_push_files(c, "user", dir, source_files(a, dir), "catalog-user.cdb", d);
	}
	char *packs = pack_folder(a);
	if (packs != NULL && path_is_dir(packs))
		catalog_push_files(c, "pack", packs, pack_files(a), "catalog-packs.cdb", d);
	catalog_push_builtin(c, d);
	return c;
}

void
catalog_close(struct catalog *c)
{
	for (size_t i = 0; i < c->count; i++) {
		struct layer *l = &c->layers[i];
		bool broken = l->db.broken;
		database_close(&l->db);
		/* A cache that does not hold what was written into it is made anew by
		 * the next one who asks. */
		if (broken && l->cached && l->file != NULL)
			unlink(l->file);
	}
	regex_matcher_free(&c->matcher);
}

const char *
catalog_blocked(const struct catalog *c)
{
	return c->blocked;
}

static const struct pattern *
layer_find(struct arena *a, struct layer *l, const char *id)
{
	uint32_t number;
	struct entry *e = arena_alloc(a, sizeof(*e));
	return database_number(&l->db, id, &number) && database_keep(a, &l->db, number, l->name, e) ? &e->pattern
												    : NULL;
}

const struct pattern *
catalog_find(struct arena *a, struct catalog *c, const char *id)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct pattern *p = layer_find(a, &c->layers[i], id);
		if (p != NULL || database_disables(&c->layers[i].db, id))
			return p;
	}
	return NULL;
}

const struct pattern *
catalog_find_disabled(struct arena *a, struct catalog *c, const char *id, struct disabler *by)
{
	size_t i = 0;
	const char *file = NULL;
	while (i < c->count && !database_disabler(&c->layers[i].db, id, &file, &by->line))
		i++;
	if (i == c->count)
		return NULL;
	by->file = arena_strdup(a, file);
	for (i++; i < c->count; i++) {
		const struct pattern *p = layer_find(a, &c->layers[i], id);
		if (p != NULL)
			return p;
	}
	return NULL;
}
