/* owner: whose file a traceback speaks of, told by the path alone: the folders in
 * which people, CI systems and containers keep projects are known. */
#ifndef REMEDY_COMMANDS_OWNER_H
#define REMEDY_COMMANDS_OWNER_H

#include "base/arena.h"

struct owner {
	const char *project; /* "shop" of /home/ada/src/shop/app/cart.py; NULL if it cannot be told */
	const char *path;    /* within the project: "app/cart.py"; else the file as it was given */
};

struct owner owner_of(struct arena *a, const char *file);

#endif
