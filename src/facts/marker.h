/* marker: the conditions behind `;` of a requirement (PEP 508):
 * python_version >= "3.9" and (sys_platform == "win32" or extra == "test"). */
#ifndef REMEDY_FACTS_MARKER_H
#define REMEDY_FACTS_MARKER_H

#include "base/arena.h"

enum marker_answer { MARKER_UNKNOWN = -1, MARKER_FAILS, MARKER_HOLDS };

/* What the variables are; NULL where that is not known. */
struct environment {
	const char *os_name, *sys_platform, *platform_machine, *platform_python_implementation, *platform_release,
		*platform_system, *platform_version, *python_version, *python_full_version, *implementation_name,
		*implementation_version;
	const char *extra; /* "" where none was asked for */
};

/* Unknown for a text that is no marker, and where a variable that is not known
 * would decide. An empty text holds. */
enum marker_answer marker_holds(struct arena *a, const char *text, const struct environment *e);

#endif
