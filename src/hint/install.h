/* install: a Python distribution brought to the interpreter that failed, by the
 * means that fit it: the project's manager, conda, the distribution's packages,
 * its own pip, a new environment. Never a bare pip, never sudo pip, never an
 * environment's protection switched off. */
#ifndef REMEDY_HINT_INSTALL_H
#define REMEDY_HINT_INSTALL_H

#include "hint/requirement.h"

/* The command for FIX_INSTALL, FIX_UPGRADE, FIX_REINSTALL, FIX_UNINSTALL or
 * FIX_VENV; NULL where there is no safe one. */
char *install_command(struct arena *a, struct facts *f, const struct match *m, enum fix_kind kind,
		      const struct requirements *r);

#endif
