#include "commands/destination.h"

#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/layer.h"
#include "catalog/source.h"
#include "catalog/trust.h"
#include "commands/passage.h"
#include "commands/workbench.h"
#include "facts/facts.h"

bool
destination_own(struct arena *a, struct destination *d)
{
	const char *config = path_config(a);
	*d = (struct destination){.folder = config != NULL ? path_join(a, config, "patterns") : NULL};
	if (config == NULL)
		passage_tell("%s", _("remedy add: HOME is not usable; there is no place for patterns of your own\n"));
	return config != NULL;
}

bool
destination_project(struct arena *a, struct destination *d)
{
	struct diagnostics wrong = diagnostics_new(a);
	*d = (struct destination){.project = workbench_folder(a)};
	d->folder = d->project != NULL ? layer_project(a, d->project, &wrong) : NULL;
	workbench_print(stderr, &wrong);
	if (d->project == NULL || wrong.count > 0)
		return false;
	if (d->folder == NULL) {
		struct catalog *c = catalog_open(a, NULL, NULL);
		const char *root = facts_get(facts_new(a, c, NULL), NULL, "project.root");
		d->folder = path_join(a, root != NULL ? root : d->project, ".remedy");
		catalog_close(c);
	}
	const char *reason = path_distrust(a, d->folder);
	if (reason != NULL) {
		fprintf(stderr, "remedy add: %s: %s\n", text_safe(a, d->folder, 1000), reason);
		return false;
	}
	enum trust trust = trust_of(a, d->folder);
	d->trusted = trust_read(a, d->folder, &d->before) &&
		     (trust == TRUST_ALLOWED || (trust == TRUST_UNKNOWN && d->before.size == 0));
	return true;
}

/* What stands there now is what stood there and the new file, and nothing that came
 * meanwhile. */
static bool
has_only_grown(struct arena *a, const struct buf *before, const struct buf *now, const char *file, const char *text)
{
	const char *entry = arena_printf(a, "%zu %s\n%s", strlen(text), path_base(file), text);
	size_t n = strlen(entry);
	if (now->size != before->size + n)
		return false;
	/* Before it all is as it was, up to where it was put in. */
	for (size_t at = 0; at <= before->size; at++) {
		if (memcmp(now->text + at, entry, n) == 0 &&
		    memcmp(now->text + at + n, before->text + at, before->size - at) == 0)
			return true;
		if (at < before->size && now->text[at] != before->text[at])
			return false;
	}
	return false;
}

bool
destination_written(struct arena *a, const struct destination *d, const char *file, const char *text)
{
	struct buf now;
	if (d->project == NULL)
		return true;
	/* It is found from here, and not only by us. */
	const char *found = layer_project(a, d->project, NULL);
	return d->trusted && found != NULL && strcmp(found, d->folder) == 0 && trust_read(a, d->folder, &now) &&
	       has_only_grown(a, &d->before, &now, file, text) && trust_allow(a, d->folder, &now);
}
