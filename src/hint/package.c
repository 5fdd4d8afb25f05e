#include "hint/package.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/text.h"

struct packager {
	const char *name;
	const char *command; /* up to the package names */
	const char *refresh; /* for containers, whose lists of packages are mostly empty */
	bool by_root;
};

static const struct packager packagers[] = {
	{"apt", "apt install", "apt update", true},  {"dnf", "dnf install", NULL, true},
	{"pacman", "pacman -S", "pacman -Sy", true}, {"apk", "apk add", "apk update", true},
	{"zypper", "zypper install", NULL, true},    {"brew", "brew install", NULL, false},
};

static const struct packager *
packager_here(struct facts *f, const struct match *m)
{
	const char *name = facts_get(f, m, "os.packager");
	for (size_t i = 0; name != NULL && i < sizeof(packagers) / sizeof(packagers[0]); i++)
		if (strcmp(packagers[i].name, name) == 0)
			return &packagers[i];
	return NULL;
}

static bool
holds(struct facts *f, const struct match *m, const char *fact, const char *value)
{
	const char *is = facts_get(f, m, fact);
	return is != NULL && strcmp(is, value) == 0;
}

static bool
are_names(const char *s)
{
	static const char legal[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+_:@/- ";
	return *s != '\0' && *s != '-' && strspn(s, legal) == strlen(s) && strstr(s, " -") == NULL;
}

char *
package_command(struct arena *a, struct facts *f, const struct match *m, const char *flags, const char *names)
{
	const struct packager *p = packager_here(f, m);
	if (p == NULL || names == NULL || !are_names(names))
		return NULL;
	char *install = arena_printf(a, "%s%s%s %s", p->command, *flags != '\0' ? " " : "", flags, names);
	if (!p->by_root)
		return install;
	if (holds(f, m, "os.root", "true")) {
		bool fresh = p->refresh != NULL && holds(f, m, "os.container", "true");
		return fresh ? arena_printf(a, "%s && %s", p->refresh, install) : install;
	}
	if (holds(f, m, "os.sudo", "false"))
		return arena_printf(a, "su -c '%s'", install);
	return arena_printf(a, "sudo %s", install);
}

/* Since Debian 13 and Ubuntu 24.04 libasound2 is a name that two packages
 * provide, and apt installs neither. The other libraries whose names got a
 * "t64" there are still found by the old ones. */
static const char *
with_own_alsa(struct arena *a, struct facts *f, const struct match *m, const char *names)
{
	static const char old[] = "libasound2";
	const char *version = facts_get(f, m, "os.version");
	int since = holds(f, m, "os.id", "debian") ? 13 : holds(f, m, "os.id", "ubuntu") ? 24 : 0;
	const char *at = names == NULL ? NULL : strstr(names, old);
	if (since == 0 || version == NULL || atoi(version) < since || at == NULL || (at > names && at[-1] != ' '))
		return names;
	const char *end = at + strlen(old);
	if (*end != '\0' && *end != ' ')
		return names;
	return arena_printf(a, "%.*st64%s", (int)(end - names), names, end);
}

const char *
package_of_system(struct arena *a, struct facts *f, const struct match *m, const struct system_entry *e)
{
	const struct packager *p = packager_here(f, m);
	if (p == NULL || e == NULL)
		return NULL;
	const char *const names[] = {with_own_alsa(a, f, m, e->apt), e->dnf, e->pacman, e->apk, e->zypper, e->brew};
	return names[p - packagers];
}

/* The commands of the common systems, for a machine that nobody knows. */
char *
package_anywhere(struct arena *a, struct facts *f, const struct match *m, const struct system_entry *e)
{
	const char *system = facts_get(f, m, "os.name");
	if (e == NULL || facts_get(f, m, "os.packager") != NULL || (system != NULL && strcmp(system, "linux") != 0))
		return NULL;
	const struct {
		const char *name, *packages;
	} systems[] = {{"Debian, Ubuntu", e->apt}, {"Fedora", e->dnf}, {"Arch", e->pacman}, {"Alpine", e->apk}};
	struct buf out = buf_new(a);
	for (size_t i = 0; i < sizeof(systems) / sizeof(systems[0]); i++)
		if (systems[i].packages != NULL && are_names(systems[i].packages))
			buf_printf(&out, "%s%s: %s %s", out.size > 0 ? "; " : "", systems[i].name, packagers[i].command,
				   systems[i].packages);
	if (system == NULL && e->brew != NULL && are_names(e->brew))
		buf_printf(&out, "%smacOS: brew install %s", out.size > 0 ? "; " : "", e->brew);
	return out.size > 0 ? out.text : NULL;
}

const char *
package_of_module(struct facts *f, const struct match *m, const struct module_entry *e)
{
	const struct packager *p = packager_here(f, m);
	if (p == NULL || e == NULL)
		return NULL;
	const char *const names[] = {e->apt, e->dnf, e->pacman, e->apk, NULL, e->brew};
	return names[p - packagers];
}

char *
package_advice(struct arena *a, const char *name)
{
	if (text_is_hostile(name))
		return NULL;
	const char *colon = strchr(name, ':');
	const char *what = colon != NULL ? colon + 1 : name;
	if (*what == '\0')
		return NULL;
	if (strncmp(name, "header:", 7) == 0)
		return arena_printf(
			a, _("install the package of your system that holds the header %s (its development files)"),
			what);
	if (strncmp(name, "library:", 8) == 0)
		return arena_printf(a, _("install the package of your system that holds the library %s"), what);
	if (strncmp(name, "tool:", 5) == 0)
		return arena_printf(a, _("install the package of your system that holds the program %s"), what);
	return arena_printf(a, _("install the development files of %s by your system's package manager"), what);
}
