/* editable: what an editable install's import hook maps, read from its file and
 * never run. setuptools' `__editable___shop_1_0_finder.py` has a table MAPPING of
 * names and paths without an ending; the hook of the package `editables` (hatch,
 * pdm) calls map_module(name, path of a file) for each. */
#ifndef REMEDY_FACTS_EDITABLE_H
#define REMEDY_FACTS_EDITABLE_H

#include "facts/fact.h"

struct editable {
	const char *name; /* of a package or module, dotted */
	const char *path; /* absolute, without /__init__.py and without .py */
};

/* What the line of a .pth file in `site`, "import X; X.install()", makes
 * importable, in the order in which the hook looks; closed by a NULL name. Strings
 * are of the facts' arena. */
const struct editable *editable_read(struct facts *f, const char *site, const char *line);

#endif
